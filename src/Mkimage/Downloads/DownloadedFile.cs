using Bivouac.Mkimage.Http;

namespace Bivouac.Mkimage.Downloads;

/// <summary>A vendor's file, verified, in the place where it is used.</summary>
/// <param name="Name">What the definition calls it.</param>
/// <param name="Path">Where it is: the caller's own copy.</param>
/// <param name="Length">How many bytes it has.</param>
/// <param name="Checksum">What it was verified against.</param>
/// <param name="Sha256">Its SHA-256, whatever it was verified against.</param>
/// <param name="ChecksumFrom">Where the checksum came from.</param>
/// <param name="WasFetched">Whether it was fetched just now; else it was cached.</param>
internal sealed record DownloadedFile(string Name, string Path, long Length, FileChecksum Checksum, string Sha256, string ChecksumFrom, bool WasFetched);
