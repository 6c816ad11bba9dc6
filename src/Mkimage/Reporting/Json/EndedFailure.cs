namespace Bivouac.Mkimage.Reporting.Json;

/// <summary>Why a build ended without an image.</summary>
/// <param name="What">What was tried and failed.</param>
/// <param name="Why">The reason, as far as it is known.</param>
/// <param name="Next">The one thing to do next.</param>
internal sealed record EndedFailure(string What, string Why, string Next);
