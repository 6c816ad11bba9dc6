namespace Bivouac;

/// <summary>Says where the checksum of a download comes from. Without one, the declaration does not compile.</summary>
public sealed class DownloadSourceBuilder
{
    private readonly DownloadDraft _draft;

    internal DownloadSourceBuilder(DownloadDraft draft) => _draft = draft;

    /// <summary>Pins the checksum: only this very file is ever used.</summary>
    /// <param name="sha256">The SHA-256, 64 hexadecimal digits; it belongs beside the version in VERSIONS.</param>
    /// <exception cref="System.ArgumentException">It is not that.</exception>
    public VerifiedDownloadBuilder Sha256(ShellText sha256)
    {
        _draft.Sha256(sha256, nameof(sha256));
        return new(_draft);
    }

    /// <summary>
    /// Takes the checksum from a file of the vendor that is fetched before the download. From the same server it proves that the
    /// file is whole, not who made it.
    /// </summary>
    /// <param name="suffixOrUrl">Begins with a dot: put behind the download's URL, for example <c>.sha256sum</c>; else an absolute https URL.</param>
    /// <exception cref="System.ArgumentException">It is neither.</exception>
    public VerifiedDownloadBuilder ChecksumFile(ShellText suffixOrUrl)
    {
        _draft.ChecksumFile(suffixOrUrl, nameof(suffixOrUrl));
        return new(_draft);
    }

    /// <summary>Takes the checksum from a JSON document of the vendor that is fetched before the download.</summary>
    /// <param name="jsonUrl">The document's absolute https URL.</param>
    /// <param name="path">Names of members and numbers of items from its top, separated by <c>/</c>, for example <c>files/0/sha256</c>.</param>
    /// <exception cref="System.ArgumentException">One of them is not that.</exception>
    public VerifiedDownloadBuilder ChecksumFrom(ShellText jsonUrl, ShellText path)
    {
        _draft.ChecksumFrom(jsonUrl, nameof(jsonUrl), path, nameof(path));
        return new(_draft);
    }
}
