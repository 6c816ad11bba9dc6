namespace Bivouac.Model;

/// <summary>
/// A checksum file of the vendor, fetched before the download: lines as sha256sum writes them, or nothing but the checksum.
/// </summary>
/// <param name="Url">Where it is: an absolute https URL.</param>
public sealed record ChecksumFile(ShellText Url) : DownloadChecksum;
