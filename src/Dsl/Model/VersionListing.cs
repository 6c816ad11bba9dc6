namespace Bivouac.Model;

/// <summary>Where a vendor lists its versions, so that a version that does not exist is answered with those that do.</summary>
/// <param name="Url">The page: an absolute https URL.</param>
/// <param name="Pattern">A .NET regular expression; the one group of each match is a version.</param>
public sealed record VersionListing(ShellText Url, string Pattern);
