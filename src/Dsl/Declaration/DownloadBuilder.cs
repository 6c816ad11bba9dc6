namespace Bivouac;

/// <summary>Says where a download comes from. What is fetched is checked, so only a download with a checksum is a whole one.</summary>
public sealed class DownloadBuilder
{
    private readonly DownloadDraft _draft;

    internal DownloadBuilder(DownloadDraft draft) => _draft = draft;

    /// <summary>Declares where the file is. Whether it is there is checked before anything is built.</summary>
    /// <param name="url">An absolute https URL that ends with the file's name; versions in it come from VERSIONS.</param>
    /// <exception cref="System.ArgumentException">It is not that, or has a user name.</exception>
    public DownloadSourceBuilder From(ShellText url)
    {
        _draft.From(url, nameof(url));
        return new(_draft);
    }

    /// <summary>
    /// A Go toolchain: <c>https://dl.google.com/go/goVERSION.linux-ARCH.tar.gz</c>, with the checksum beside it and the versions
    /// that <c>go.dev/dl</c> lists. Its members begin with <c>go/</c>.
    /// </summary>
    /// <param name="version">The version without <c>go</c>, for example <c>1.23.6</c>.</param>
    /// <param name="arch">The architecture that it runs on.</param>
    /// <exception cref="System.ArgumentException">It is not a version of Go.</exception>
    public VerifiedDownloadBuilder GoToolchain(ShellText version, Arch arch) => VendorSources.Go(_draft, version, arch);

    /// <summary>
    /// NVIDIA's driver: <c>https://download.nvidia.com/XFree86/Linux-ARCH/VERSION/NVIDIA-Linux-ARCH-VERSION.run</c>, with the
    /// checksum beside it and the versions that the folder above lists.
    /// </summary>
    /// <param name="version">The version, for example <c>570.86.16</c>.</param>
    /// <param name="arch"><see cref="Arch.X86_64"/> or <see cref="Arch.Aarch64"/>.</param>
    /// <exception cref="System.ArgumentException">It is not a version of the driver, or NVIDIA makes none for the architecture.</exception>
    public VerifiedDownloadBuilder NvidiaDriver(ShellText version, Arch arch) => VendorSources.Nvidia(_draft, version, arch);

    /// <summary>
    /// A file of a release on GitHub: <c>https://github.com/OWNER/REPOSITORY/releases/download/TAG/ASSET</c>, with a file of
    /// checksums in the same release and the versions that GitHub's API lists.
    /// </summary>
    /// <param name="repository"><c>OWNER/REPOSITORY</c>.</param>
    /// <param name="tag">The release's tag, for example <c>$"v{Versions.ToolVersion}"</c>.</param>
    /// <param name="asset">The file's name.</param>
    /// <param name="checksums">The name of the file of checksums; default <c>SHA256SUMS</c>.</param>
    /// <exception cref="System.ArgumentException">One of them is not that.</exception>
    public VerifiedDownloadBuilder GitHubRelease(string repository, ShellText tag, ShellText asset, ShellText? checksums = null) =>
        VendorSources.GitHub(_draft, repository, tag, asset, checksums);
}
