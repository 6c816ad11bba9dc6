using System;
using System.Linq;
using Bivouac.Mkimage.Building;
using Bivouac.Mkimage.Staging;
using Bivouac.Model;

namespace Bivouac.Mkimage.Image.Verification;

/// <summary>Says what the image of a planned build must be.</summary>
public static class DeclaredImage
{
    /// <summary>What the definition, the stage and the plan say together.</summary>
    /// <param name="plan">The build.</param>
    /// <param name="stage">What it was made from.</param>
    /// <param name="startedAt">When it was started.</param>
    public static ImageExpectation Of(BuildPlan plan, Stage stage, DateTimeOffset startedAt)
    {
        var model = plan.Image.Model;
        return new()
        {
            Profile = model.Name,
            Arch = plan.Arch,
            FileName = plan.IsoName,
            NotBefore = startedAt,
            VolumeId = plan.VolumeId,
            Hostname = model.Hostname,
            KernelFlavors = Flavors(model),
            ModloopCompression = model.ModloopCompression switch
            {
                ModloopCompression.Lz4 => SquashFsCompression.Lz4,
                ModloopCompression.Zstd => SquashFsCompression.Zstd,
                _ => SquashFsCompression.Xz,
            },
            InitramfsCompression = model.InitramfsCompression switch
            {
                InitramfsCompression.Gzip => "gzip",
                InitramfsCompression.Xz => "xz",
                InitramfsCompression.Lz4 => "lz4",
                _ => "zstd",
            },
            KernelVersions = model.Kernels.Where(k => k.Version is not null).ToDictionary(k => k.Flavor.Name, k => "~" + k.Version!.ToString()),

            // Raw shell may change what was declared; the hash still tells a fresh overlay from a stale one.
            OverlayEntries = model.RawShell.Any(r => r.Script == RawShellTarget.Overlay) ? [] : ExpectedOverlay.Of(stage),
            ContentSha256 = stage.ContentSha256,
            World = plan.World,
            NeedsBios = plan.Arch is "x86" or "x86_64",
            NeedsUefi = plan.Arch is not ("armv7" or "ppc64le" or "s390x"),
            BootAddons = [.. model.BootAddons.Select(a => a.Name + ".img")],
            CommandLine = [.. model.CommandLine.Parameters.Select(p => p.ToString()), .. model.SerialConsole is { } serial ? [FormattableString.Invariant($"console={serial.Device},{serial.Baud}")] : Array.Empty<string>()],
        };
    }

    /// <summary>A base profile may say more flavors than can be known here.</summary>
    private static string[] Flavors(LiveCdModel model) =>
        model.Kernels.Count > 0 ? [.. model.Kernels.Select(k => k.Flavor.Name)] : model.Base == BaseProfile.Virt ? ["virt"] : ["lts"];
}
