namespace Bivouac.Model;

/// <summary>
/// Where the checksum of a download comes from. One of <see cref="PinnedChecksum"/>, <see cref="ChecksumFile"/> and
/// <see cref="ChecksumJson"/>: there are no others.
/// </summary>
public abstract record DownloadChecksum
{
    private protected DownloadChecksum()
    {
    }
}
