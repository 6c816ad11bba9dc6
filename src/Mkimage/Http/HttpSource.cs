using System;

namespace Bivouac.Mkimage.Http;

/// <summary>A URL and what a failure of it means.</summary>
/// <param name="Uri">An absolute https URL; http only with <see cref="AllowPlainHttp"/>.</param>
public sealed record HttpSource(Uri Uri)
{
    /// <summary>Whether the user gave an http URL himself, as sites do for a mirror of their own.</summary>
    public bool AllowPlainHttp { get; init; }

    /// <summary>The exit code when it cannot be had; a wrong checksum is always <see cref="ExitCode.DownloadFailed"/>.</summary>
    public ExitCode FailureCode { get; init; } = ExitCode.DownloadFailed;

    /// <summary>The one thing to do when it cannot be had.</summary>
    public string Advice { get; init; } = "Check the URL and the network, then run it again.";
}
