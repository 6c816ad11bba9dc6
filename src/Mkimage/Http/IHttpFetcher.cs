using System;
using System.Threading;
using System.Threading.Tasks;

namespace Bivouac.Mkimage.Http;

/// <summary>Speaks HTTP. Whoever needs something from a server receives this.</summary>
/// <remarks>
/// Redirects are followed up to ten times, from https to https and from http to http or https, never from https to http.
/// What may pass (a connection that breaks, an answer of 5xx or 429) is tried again twice, after a pause that grows. All failures are
/// <see cref="DriverException"/> with the exit code and the advice of the <see cref="HttpSource"/>, and name its URL.
/// </remarks>
public interface IHttpFetcher
{
    /// <summary>
    /// Downloads a file: streamed to <c>DESTINATION.partial</c> with its hashes taken on the way, flushed to the disk, and
    /// given its name only when it is whole and its checksum is the expected one.
    /// </summary>
    /// <param name="source">The URL.</param>
    /// <param name="destination">The file to make; its folder is made, a file that is there is replaced.</param>
    /// <param name="expected">What its checksum must be; null when nothing is known of it.</param>
    /// <param name="progress">Is told how many bytes have come.</param>
    /// <param name="cancellationToken">Ends the download; the partial file goes.</param>
    /// <returns>What has come.</returns>
    /// <exception cref="DriverException">
    /// The server cannot be reached or refuses; the file is empty or ends early, or cannot be written; its checksum is another (always
    /// <see cref="ExitCode.DownloadFailed"/>: both hashes are named, the file is deleted).
    /// </exception>
    Task<HttpFile> DownloadAsync(
        HttpSource source,
        string destination,
        FileChecksum? expected,
        IProgress<long>? progress = null,
        CancellationToken cancellationToken = default);

    /// <summary>Reads a short text, such as a checksum file.</summary>
    /// <param name="source">The URL.</param>
    /// <param name="longest">The most bytes that are taken; more is a failure.</param>
    /// <param name="cancellationToken">Ends the reading.</param>
    Task<string> ReadTextAsync(HttpSource source, int longest = 1024 * 1024, CancellationToken cancellationToken = default);

    /// <summary>
    /// Asks what is behind a URL without taking it (HEAD; where a server does not answer that, the head of a GET). An answer
    /// such as 404 is a result; only a server that cannot be reached is a failure.
    /// </summary>
    /// <param name="source">The URL.</param>
    /// <param name="cancellationToken">Ends the asking.</param>
    Task<HttpHead> HeadAsync(HttpSource source, CancellationToken cancellationToken = default);
}
