using System;

namespace Bivouac.Mkimage.Booting.Smoke;

/// <summary>What a smoke test demands will not hold, however long one waits.</summary>
/// <param name="message">Why, as a sentence without a full stop.</param>
internal sealed class SmokeCheckException(string message) : Exception(message);
