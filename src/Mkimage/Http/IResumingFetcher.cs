using System;
using System.Threading;
using System.Threading.Tasks;

namespace Bivouac.Mkimage.Http;

/// <summary>Speaks HTTP, and goes on with what an earlier run of the driver began.</summary>
public interface IResumingFetcher : IHttpFetcher
{
    /// <summary>
    /// Downloads a large file. What has come stays in <c>DESTINATION.partial</c> when the download breaks off or the process is
    /// killed, and what the server said of it in <c>DESTINATION.partial.json</c>; the next call asks for the rest, on the condition that the file
    /// is still the same (<c>If-Range</c> with a strong entity tag, else the time of the last change), and starts anew where the server cannot tell.
    /// The checksum is always that of the whole file.
    /// </summary>
    /// <param name="source">The URL.</param>
    /// <param name="destination">The file to make; its folder is made, a file that is there is replaced. No other process may make it meanwhile.</param>
    /// <param name="expected">What its checksum must be.</param>
    /// <param name="progress">Is told how far it is.</param>
    /// <param name="cancellationToken">Ends the download; what has come is kept.</param>
    /// <returns>The whole file.</returns>
    /// <exception cref="DriverException">
    /// The server cannot be reached, refuses, or sends a web page instead; the disk is full; the checksum is another (both are
    /// named, and the file is deleted).
    /// </exception>
    Task<HttpFile> ResumeAsync(
        HttpSource source,
        string destination,
        FileChecksum expected,
        IProgress<HttpProgress>? progress = null,
        CancellationToken cancellationToken = default);
}
