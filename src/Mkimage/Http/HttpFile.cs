using System;

namespace Bivouac.Mkimage.Http;

/// <summary>A file that was downloaded.</summary>
/// <param name="Path">Where it is.</param>
/// <param name="Length">How many bytes it has.</param>
/// <param name="Sha256">Its SHA-256 in lower-case hexadecimal.</param>
/// <param name="Uri">Where it came from in the end, after redirects.</param>
public sealed record HttpFile(string Path, long Length, string Sha256, Uri Uri);
