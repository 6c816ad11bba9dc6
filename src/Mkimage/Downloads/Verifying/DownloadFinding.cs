using System;
using System.Collections.Generic;
using System.Linq;

namespace Bivouac.Mkimage.Downloads.Verifying;

/// <summary>A download that would fail.</summary>
/// <param name="Name">What the definition calls it.</param>
/// <param name="Url">The URL in question: the file's own, or that of its checksum.</param>
/// <param name="Problem">What is wrong.</param>
/// <param name="Message">The same for the user: the fact, then what to do.</param>
/// <param name="Versions">What of VERSIONS stands in the URL.</param>
/// <param name="Nearest">Versions that the vendor has, the nearest first.</param>
internal sealed record DownloadFinding(
    string Name,
    Uri Url,
    DownloadProblem Problem,
    string Message,
    IReadOnlyList<VersionUse> Versions,
    IReadOnlyList<string> Nearest)
{
    /// <summary>The failure of a build that has such findings.</summary>
    /// <param name="findings">At least one.</param>
    public static DriverException Failure(IReadOnlyList<DownloadFinding> findings) => new(
        ExitCode.DownloadFailed,
        findings.Count == 1 ? "A download would fail" : FormattableString.Invariant($"{findings.Count} downloads would fail"),
        "what is to be fetched was asked for first:" + string.Concat(findings.Select(static f => "\n        " + f.Message.TrimEnd('.'))),
        "Correct VERSIONS or the definition, then run it again.");
}
