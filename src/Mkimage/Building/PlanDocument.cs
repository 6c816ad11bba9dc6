using System.Collections.Generic;
using System.IO;
using System.Linq;
using Bivouac.Mkimage.Builders;
using Bivouac.Mkimage.Project;
using Bivouac.Mkimage.Staging;
using Bivouac.Model;

namespace Bivouac.Mkimage.Building;

/// <summary>A planned build for people and for other programs.</summary>
/// <param name="Profile">The profile's name.</param>
/// <param name="Arch">Alpine's word for the architecture.</param>
/// <param name="Branch">The Alpine branch.</param>
/// <param name="Release">The release that the sandbox is made from.</param>
/// <param name="Image">The ISO's path on this machine.</param>
/// <param name="VolumeId">Its volume id.</param>
/// <param name="Repositories">What mkimage.sh gets by <c>--repository</c>.</param>
/// <param name="MediumApks">Packages on the medium, without their dependencies.</param>
/// <param name="World">What is installed at boot.</param>
/// <param name="Services">Enabled services as <c>RUNLEVEL/SERVICE</c>.</param>
/// <param name="Staged">What the builder gets.</param>
/// <param name="Command">The call of mkimage.sh; <c>WORKROOT</c>, <c>APORTS</c> stand for the builder's folders.</param>
/// <param name="KeptSections">Beginnings of the names in the work directory that survive from the last build.</param>
/// <param name="Downloads">What a sandbox that does not exist yet is made from, then what the definition declares.</param>
public sealed record PlanDocument(
    string Profile,
    string Arch,
    string Branch,
    string Release,
    string Image,
    string VolumeId,
    IReadOnlyList<string> Repositories,
    IReadOnlyList<string> MediumApks,
    IReadOnlyList<string> World,
    IReadOnlyList<string> Services,
    IReadOnlyList<PlannedFile> Staged,
    IReadOnlyList<string> Command,
    IReadOnlyList<string> KeptSections,
    IReadOnlyList<PlannedDownload> Downloads)
{
    /// <summary>Sections that survive between builds, by the beginning of their names (contract L5).</summary>
    private static readonly string[] KeptSectionNames = ["apks_", "kernel_", "syslinux_", "grub_"];

    /// <summary>Describes a planned build.</summary>
    /// <param name="plan">The build.</param>
    /// <param name="files">The staged files of the project.</param>
    /// <param name="project">The project.</param>
    /// <param name="builder">What the builder is made from.</param>
    public static PlanDocument Of(BuildPlan plan, IReadOnlyList<StagedFile> files, ProjectContext project, BuilderOptions builder)
    {
        var model = plan.Image.Model;
        var mirror = builder.Mirror.TrimEnd('/') + "/" + Mirror.BranchFolder(plan.Pins.Branch);
        var layout = new BuilderLayout("WORKROOT", "APORTS", "APORTS/scripts", builder.Mirror, [mirror + "/main", mirror + "/community"], "", "", new Dictionary<string, string> { ["PATH"] = "" });
        var call = MkimageCommand.Arguments(plan, layout, new BuildPaths(layout.WorkRoot + "/" + plan.WorkName, "RUN"));
        return new(
            model.Name,
            plan.Arch,
            plan.Pins.Branch,
            plan.Pins.Release,
            Path.Combine(plan.OutputFolder, plan.IsoName),
            plan.VolumeId,
            [.. plan.Repositories(layout)],
            [.. model.Apks.Select(a => a.Name).Concat(ImpliedParts.Apks(model).Select(a => a.Key)).Concat(model.Firmware.Select(f => f.Name)).Prepend("alpine-base").Distinct()],
            plan.World,
            [.. model.EnabledServices().Select(s => s.Runlevel.Name + "/" + s.Service)],
            [.. StagedFiles(plan, files, project)],
            ["sh", .. call],
            KeptSectionNames,
            [.. SandboxDownloads(plan, builder), .. DeclaredDownloads(model)]);
    }

    private static IEnumerable<PlannedFile> StagedFiles(BuildPlan plan, IReadOnlyList<StagedFile> files, ProjectContext project) =>
        plan.Image.Scripts.OrderBy(s => s.Key, System.StringComparer.Ordinal)
            .Select(s => new PlannedFile(s.Key, System.Text.Encoding.UTF8.GetByteCount(s.Value), null))
            .Concat(project.VersionsPath is null ? [] : [new PlannedFile(Bivouac.Versioning.VersionsFile.FileName, System.Text.Encoding.UTF8.GetByteCount(project.VersionsText), null)])
            .Concat(files.Where(f => f.Kind == StagedFileKind.File).Select(f => new PlannedFile(Bivouac.Scripts.ScriptSet.FilesFolder + "/" + f.Source, f.Length, f.Sha256)));

    private static IEnumerable<PlannedDownload> DeclaredDownloads(LiveCdModel model) => model.Downloads.Select(d =>
        new PlannedDownload("The download '" + d.Name + "'", d.Url.ToString(), d.Checksums.OfType<PinnedChecksum>().FirstOrDefault()?.Sha256.ToString().ToLowerInvariant()));

    private static List<PlannedDownload> SandboxDownloads(BuildPlan plan, BuilderOptions builder) =>
    [
        new("The root of the sandbox", builder.Mirror.TrimEnd('/') + "/" + Mirror.MinirootfsPath(plan.Pins.Release, plan.Arch), plan.Pins.MinirootfsSha256),
        new("Alpine's mkimage scripts", builder.AportsSource.Replace("{ref}", plan.Pins.AportsRef, System.StringComparison.Ordinal), plan.Pins.AportsSha256),
    ];
}
