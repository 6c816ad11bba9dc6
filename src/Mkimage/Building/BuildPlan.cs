using System;
using System.Collections.Generic;
using System.IO;
using System.Linq;
using System.Security.Cryptography;
using System.Text;
using Bivouac.Mkimage.Builders;
using Bivouac.Mkimage.Project;
using Bivouac.Scripts;

namespace Bivouac.Mkimage.Building;

/// <summary>What a build is going to do; made without a builder.</summary>
/// <param name="Image">The image and its scripts.</param>
/// <param name="Arch">Alpine's word for the architecture.</param>
/// <param name="Tag">mkimage's <c>--tag</c>: part of the ISO's name and of the default volume id.</param>
/// <param name="Pins">The versions that it is made with.</param>
/// <param name="OutputFolder">Where the image, its hashes, its manifest and the logs go on this machine.</param>
/// <param name="WorkName">The folder of this project's image below the builder's work root.</param>
public sealed record BuildPlan(LiveCdImage Image, string Arch, string Tag, Pins Pins, string OutputFolder, string WorkName)
{
    /// <summary>The ISO's file name, as mkimage.sh makes it.</summary>
    public string IsoName => $"alpine-{Image.Model.Name}-{Tag}-{Arch}.iso";

    /// <summary>The ISO's volume id.</summary>
    public string VolumeId => Image.Model.VolumeLabel ?? Cut($"alpine-{Image.Model.Name} {Tag} {Arch}");

    /// <summary>The local folder in which the stage is made.</summary>
    public string StageFolder => Path.Combine(OutputFolder, "stage", $"{Image.Model.Name}-{Arch}");

    /// <summary>The local folder for verified copies of downloads, which the stage takes them from.</summary>
    public string DownloadsFolder => StageFolder + ".downloads";

    /// <summary>The ISO on this machine.</summary>
    public string Iso => Path.Combine(OutputFolder, IsoName);

    /// <summary>Where the ISO is until it was verified: nothing that was not has the name that people take.</summary>
    public string UnverifiedIso => Path.Combine(OutputFolder, "stage", $"{Image.Model.Name}-{Arch}.unverified", IsoName);

    /// <summary>Where an ISO that is not what was declared is kept for a look.</summary>
    public string RejectedIso => Iso + ".rejected";

    /// <summary>The log of mkimage.sh on this machine.</summary>
    public string LogFile => Path.Combine(OutputFolder, $"{Image.Model.Name}-{Arch}.log");

    /// <summary>The lines of the image's world, with values put in.</summary>
    public IReadOnlyList<string> World => [.. WorldFile.Lines(Image.Model).Select(l => l.ToString())];

    /// <summary>Plans a build.</summary>
    /// <param name="image">The image.</param>
    /// <param name="project">Its project.</param>
    /// <param name="arch">Alpine's word for the architecture.</param>
    /// <param name="tag">The tag, or null for the branch.</param>
    /// <param name="outputFolder">Where results go.</param>
    public static BuildPlan Make(LiveCdImage image, ProjectContext project, string arch, string? tag, string outputFolder)
    {
        var pins = Pins.Read(image.Model, project, arch);
        var place = Convert.ToHexStringLower(SHA256.HashData(Encoding.UTF8.GetBytes(project.Directory)))[..8];
        return new(image, arch, tag ?? pins.Branch, pins, Path.GetFullPath(outputFolder), $"{image.Model.Name}-{arch}-{place}");
    }

    /// <summary>The repositories for mkimage.sh: main and community of the mirror, then the declared ones without a tag.</summary>
    /// <param name="layout">The builder's places.</param>
    public IEnumerable<string> Repositories(BuilderLayout layout) =>
        layout.Repositories.Concat(Image.Model.Repositories.Where(r => r.Tag is null).Select(r => r.Url.ToString()));

    /// <summary>mkimage.sh cuts the id at 32 characters.</summary>
    private static string Cut(string volumeId) => volumeId.Length <= 32 ? volumeId : volumeId[..32];
}
