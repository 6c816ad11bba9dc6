using System;
using System.Collections.Generic;
using Bivouac.Model;

namespace Bivouac.Mkimage.Project;

/// <summary>The versions that a build is made with, from VERSIONS and, for known branches, from what ships with the driver.</summary>
/// <param name="Branch">The Alpine branch, for example <c>3.21</c> or <c>edge</c>.</param>
/// <param name="Release">The release whose minirootfs the sandbox is made from, for example <c>3.21.3</c>.</param>
/// <param name="MinirootfsSha256">Its SHA-256 for the architecture, or null when it is not pinned.</param>
/// <param name="AportsRef">The tag or commit of Alpine's aports whose scripts are used.</param>
/// <param name="AportsSha256">The SHA-256 of the archive with those scripts, or null when it is not pinned.</param>
public sealed record Pins(string Branch, string Release, string? MinirootfsSha256, string AportsRef, string? AportsSha256)
{
    private const string DefaultBranch = "3.21";

    private static readonly Dictionary<string, string> KnownReleases = new(StringComparer.Ordinal) { ["3.21"] = "3.21.3" };

    private static readonly Dictionary<string, string> KnownMinirootfs = new(StringComparer.Ordinal)
    {
        ["3.21.3/x86_64"] = "1a694899e406ce55d32334c47ac0b2efb6c06d7e878102d1840892ad44cd5239",
        ["3.21.3/aarch64"] = "ead8a4b37867bd19e7417dd078748e2312c0aea364403d96758d63ea8ff261ea",
    };

    /// <summary>Reads the pins of an image for one architecture.</summary>
    /// <param name="model">The image.</param>
    /// <param name="project">The project with VERSIONS.</param>
    /// <param name="arch">Alpine's word for the architecture.</param>
    /// <exception cref="DriverException">The release of the branch is not known (<see cref="ExitCode.DefinitionHasErrors"/>).</exception>
    public static Pins Read(LiveCdModel model, ProjectContext project, string arch)
    {
        var branch = BranchOf(model, project);
        var pinned = project.Pin("ALPINE_RELEASE");
        var isOfBranch = pinned is not null && (branch == "edge" || pinned.StartsWith(branch + ".", StringComparison.Ordinal));

        // Another image of the project may be of another branch than the pins; the branch of the pins themselves must fit.
        var release = isOfBranch ? pinned : pinned is not null && branch == project.Pin("ALPINE_VERSION") ? null : KnownReleases.GetValueOrDefault(branch);
        if (release is null)
        {
            throw new DriverException(
                ExitCode.DefinitionHasErrors,
                $"The Alpine release for branch {branch} is not known",
                pinned is not null ? $"VERSIONS says ALPINE_RELEASE={pinned}, which is not of that branch" : "VERSIONS has no ALPINE_RELEASE",
                $"Add ALPINE_RELEASE={(branch == "edge" ? "YYYYMMDD" : branch + ".N")} and MINIROOTFS_SHA256_{arch.ToUpperInvariant()}=... to VERSIONS.");
        }

        return new(
            branch,
            release,
            (pinned is null || isOfBranch ? project.Pin("MINIROOTFS_SHA256_" + arch.ToUpperInvariant()) : null) ?? KnownMinirootfs.GetValueOrDefault(release + "/" + arch),
            project.Pin("APORTS_REF") ?? (branch == "edge" ? "master" : $"v{release}"),
            project.Pin("APORTS_SHA256"));
    }

    /// <summary>The branch of an image: its own, else that of VERSIONS, else the driver's.</summary>
    /// <param name="model">The image.</param>
    /// <param name="project">The project with VERSIONS.</param>
    public static string BranchOf(LiveCdModel model, ProjectContext project) =>
        model.Branch?.ToString() ?? project.Pin("ALPINE_VERSION") ?? DefaultBranch;
}
