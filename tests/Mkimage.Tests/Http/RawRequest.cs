using System;
using System.Collections.Generic;
using System.Globalization;

namespace Bivouac.Mkimage.Tests.Http;

/// <summary>A request as it came to a <see cref="RawServer"/>.</summary>
internal sealed record RawRequest(string Method, string Path, IReadOnlyDictionary<string, string> Headers)
{
    /// <summary>The first byte that <c>Range: bytes=N-</c> asks for, or null.</summary>
    public long? From => Headers.TryGetValue("Range", out var range) && range.StartsWith("bytes=", StringComparison.Ordinal)
        ? long.Parse(range["bytes=".Length..range.IndexOf('-', StringComparison.Ordinal)], CultureInfo.InvariantCulture)
        : null;

    public string? IfRange => Headers.GetValueOrDefault("If-Range");
}
