using System;
using System.IO;
using System.Linq;
using System.Text.RegularExpressions;
using System.Threading;
using System.Threading.Tasks;
using Bivouac.Mkimage.Builders;

namespace Bivouac.Mkimage.Doctor.Checks;

/// <summary>
/// Whether Alpine's scripts are of the branch whose packages are used: they call programs of those packages, which change from
/// branch to branch. What branch a commit is of cannot be told from its name.
/// </summary>
/// <param name="options">The pins.</param>
internal sealed partial class ScriptsBranchCheck(BuilderOptions options) : IDoctorCheck
{
    private const string ReleasePackage = "main/alpine-base/APKBUILD";

    /// <inheritdoc/>
    public Task<Diagnosis> LookAsync(CancellationToken cancellationToken) => Task.FromResult(
        options.AportsSource.Contains("://", StringComparison.Ordinal) ? OfReference() : OfFolder());

    /// <summary>The branch that a tag or a branch of aports is of, or null.</summary>
    /// <param name="reference">Such as <c>v3.21.3</c>, <c>3.21-stable</c> or <c>master</c>.</param>
    public static string? BranchOf(string reference)
    {
        if (reference is "master" or "main")
            return "edge";
        var match = Reference().Match(reference);
        return match.Success ? match.Groups[1].Value : null;
    }

    private Diagnosis OfReference() =>
        options.AportsRef is { Length: > 0 } reference && BranchOf(reference) is { } branch && branch != Branch
            ? Diagnosis.Problem(
                "Alpine's scripts do not fit the packages",
                $"APORTS_REF={reference} is of branch {branch}, the packages are of {Branch}",
                $"In VERSIONS, set APORTS_REF={(Branch == "edge" ? "master" : "v" + options.Release)} with its APORTS_SHA256, or ALPINE_VERSION={branch}.")
            : Diagnosis.Nothing;

    // A whole checkout tells; a folder with the scripts alone does not.
    private Diagnosis OfFolder()
    {
        var file = Path.Combine(Path.GetFullPath(options.AportsSource), ReleasePackage);
        var version = File.Exists(file)
            ? File.ReadLines(file).Where(static l => l.StartsWith("pkgver=", StringComparison.Ordinal)).Select(static l => l["pkgver=".Length..].Trim('"', ' ')).FirstOrDefault()
            : null;
        if (version is null || Release().Match(version) is not { Success: true } match)
            return Diagnosis.Nothing;

        // edge counts on from the last release, with a suffix of the day.
        var branch = version.Contains("_alpha", StringComparison.Ordinal) ? "edge" : match.Groups[1].Value;
        return branch == Branch
            ? Diagnosis.Of($"Alpine's scripts are of branch {branch}, as the packages are")
            : Diagnosis.Problem(
                "Alpine's scripts do not fit the packages",
                $"{file} says version {version}, which is of branch {branch}; the packages are of {Branch}",
                $"Run: git -C '{Path.GetFullPath(options.AportsSource)}' checkout {(Branch == "edge" ? "master" : Branch + "-stable")}");
    }

    private string Branch => options.Branch.TrimStart('v');

    [GeneratedRegex(@"^v?(\d+\.\d+)(?:\.\d+.*|-stable|_rc\d+)$")]
    private static partial Regex Reference();

    [GeneratedRegex(@"^(\d+\.\d+)\.")]
    private static partial Regex Release();
}
