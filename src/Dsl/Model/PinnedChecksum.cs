namespace Bivouac.Model;

/// <summary>A checksum that stands in the project.</summary>
/// <param name="Sha256">The SHA-256, 64 hexadecimal digits.</param>
public sealed record PinnedChecksum(ShellText Sha256) : DownloadChecksum;
