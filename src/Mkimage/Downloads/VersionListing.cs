using System;
using System.Text.RegularExpressions;

namespace Bivouac.Mkimage.Downloads;

/// <summary>Where a vendor lists the versions that exist.</summary>
/// <param name="Url">A page or a file, over https.</param>
/// <param name="Version">Finds each of them: its one group is the version.</param>
internal sealed record VersionListing(Uri Url, Regex Version);
