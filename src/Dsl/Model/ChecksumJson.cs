namespace Bivouac.Model;

/// <summary>A checksum in a JSON document of the vendor, fetched before the download.</summary>
/// <param name="Url">Where the document is: an absolute https URL.</param>
/// <param name="Path">Names of members and numbers of items from the document's top, separated by <c>/</c>; there stands the checksum.</param>
public sealed record ChecksumJson(ShellText Url, ShellText Path) : DownloadChecksum;
