using System;

namespace Bivouac.Mkimage.Http;

/// <summary>A failure that may not come again when the request is made once more.</summary>
/// <param name="message">The reason.</param>
/// <param name="inner">What is behind it.</param>
internal sealed class PassingHttpException(string message, Exception? inner) : Exception(message, inner)
{
    /// <summary>How long the server asks to wait (<c>Retry-After</c>), when it does.</summary>
    public TimeSpan? After { get; init; }
}
