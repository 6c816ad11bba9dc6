namespace Bivouac.Model;

/// <summary>
/// A file of a vendor, fetched when the image is built (contract V). Where it goes say <see cref="OverlayDownload"/> and
/// <see cref="OverlayUnpacked"/> of the overlay and <see cref="BuildStepDeclaration.Downloads"/> of build steps.
/// </summary>
/// <param name="Name">Its name in the definition: letters, digits, <c>. _ -</c>.</param>
/// <param name="Url">Where it is: an absolute https URL with a file name.</param>
/// <param name="Checksums">Where its checksum comes from, in the order of the declarations; at least one, and all of them must agree.</param>
/// <param name="Listing">Where the vendor lists the versions that there are, or null.</param>
public sealed record DownloadDeclaration(string Name, ShellText Url, EquatableArray<DownloadChecksum> Checksums, VersionListing? Listing)
{
    /// <summary>The last part of the URL's path: by this name checksum files know the file.</summary>
    public string FileName => DownloadUrl.FileNameOf(Url.ToString());
}
