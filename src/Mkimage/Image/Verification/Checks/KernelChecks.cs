using System.Linq;
using Bivouac.Apk;

namespace Bivouac.Mkimage.Image.Verification.Checks;

/// <summary>Kernel, initramfs and modloop of one flavor.</summary>
internal static class KernelChecks
{
    private const string Rebuild = "remove kernel_* from the work directory and build again";

    public static void Run(CheckList list, ImageContents contents, string flavor)
    {
        list.Run($"kernel.{flavor}", () => $"the kernel is {contents.KernelReleaseOf(flavor) ?? "there"}", Rebuild,
            () => contents.Iso.FindFile("boot/vmlinuz-" + flavor) is { Size: > 0 }
                ? null
                : ($"/boot/vmlinuz-{flavor} is missing or empty", $"the profile's kernel_flavors must name {flavor}; {Rebuild}"));
        if (contents.Expectation.KernelVersions.TryGetValue(flavor, out var constraint))
            list.Run($"kernel.{flavor}.version", () => $"kernel {flavor} has version {VersionOf(contents, flavor)}, {constraint} is pinned", Rebuild,
                () => CheckVersion(contents, flavor, constraint));
        list.Run($"initramfs.{flavor}", () => $"the initramfs is there ({InitramfsFormat(contents, flavor)})", Rebuild, () => CheckInitramfs(contents, flavor));
        list.Run($"modloop.{flavor}", () => $"the modloop is {Name(contents.ReadModloop(flavor).Compression)}", Rebuild, () => CheckModloop(contents, flavor));
        list.Warn(() => VersionsDiffer(contents, flavor) is { } warning ? [warning] : []);
    }

    private static (string, string)? CheckVersion(ImageContents contents, string flavor, string constraint)
    {
        var advice = $"the repository that mkimage.sh was given has another kernel: change the pin or use a mirror with the pinned one, then {Rebuild}";
        if (!ApkDependency.TryParse($"linux-{flavor}{constraint}", out var pinned))
            return ($"'{constraint}' is not a version constraint", "write ~6.6, =6.6.14-r0 or >=6.6");
        return VersionOf(contents, flavor) is not { } version
            ? ($"the version of kernel {flavor} cannot be told: the kernel does not name it and linux-{flavor} is not among the packages", $"add linux-{flavor} to the packages of the image, so that its version is known")
            : pinned.IsSatisfiedBy(version) ? null : ($"kernel {flavor} has version {version}, but {constraint} is pinned", advice);
    }

    // What boots is the kernel file, so it decides; the package is asked only when the file does not say (arm64).
    private static string? VersionOf(ImageContents contents, string flavor) =>
        contents.KernelReleaseOf(flavor) is { } release ? KernelImage.PackageVersionOf(release, flavor) ?? release : PackagedVersionOf(contents, flavor);

    private static string? PackagedVersionOf(ImageContents contents, string flavor) => contents.Iso.FindFile(contents.IndexPath) is null
        ? null
        : contents.Index.Packages.LastOrDefault(package => package.Name == "linux-" + flavor)?.Version;

    private static string? VersionsDiffer(ImageContents contents, string flavor)
    {
        var packaged = PackagedVersionOf(contents, flavor);
        if (packaged is null || contents.KernelReleaseOf(flavor) is not { } release) return null;
        var booted = KernelImage.PackageVersionOf(release, flavor);
        return booted is null || ApkVersion.Compare(booted, packaged) == 0 ? null : $"kernel {flavor} boots as {booted}, but package linux-{flavor} on the medium is {packaged}; remove kernel_* and apks_* from the work directory to have both of one version";
    }

    private static string? InitramfsFormat(ImageContents contents, string flavor)
    {
        using var stream = contents.Iso.OpenRead(contents.Require("boot/initramfs-" + flavor));
        return Compression.Detect(stream);
    }

    private static (string, string)? CheckInitramfs(ImageContents contents, string flavor)
    {
        if (contents.Require("boot/initramfs-" + flavor).Size == 0) return ($"/boot/initramfs-{flavor} is empty", "mkinitfs failed: look for it in the build log, " + Rebuild);
        if (InitramfsFormat(contents, flavor) is not { } format || format == "cpio")
            return ($"/boot/initramfs-{flavor} is not compressed with gzip, zstd, xz or lz4", "mkinitfs failed or was interrupted: look for it in the build log, " + Rebuild);
        return contents.Expectation.InitramfsCompression is { } wanted && wanted != format
            ? ($"the initramfs of {flavor} is compressed with {format}, not {wanted}", "the compression is not in the key of mkimage.sh's kernel section, so an old one was kept: " + Rebuild)
            : null;
    }

    private static (string, string)? CheckModloop(ImageContents contents, string flavor)
    {
        var file = contents.Require("boot/modloop-" + flavor);
        var modloop = contents.ReadModloop(flavor);
        if (modloop.BytesUsed > file.Size)
            return ($"/boot/modloop-{flavor} has {file.Size} bytes, its file system {modloop.BytesUsed}: it is cut off", "look for a full disk in the build log, " + Rebuild);
        return contents.Expectation.ModloopCompression is { } wanted && wanted != modloop.Compression
            ? ($"the modloop of {flavor} is compressed with {Name(modloop.Compression)}, not {Name(wanted)}", "the compression is not in the key of mkimage.sh's kernel section, so an old one was kept: " + Rebuild)
            : null;
    }

    private static string Name(SquashFsCompression compression) => compression.ToString().ToLowerInvariant();
}
