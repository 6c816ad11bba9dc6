using System;
using System.Collections.Generic;
using System.Linq;
using Bivouac.Apk;
using Bivouac.Mkimage.Image.Packages;

namespace Bivouac.Mkimage.Image.Verification.Checks;

/// <summary>The boot repository: everything that world asks for must come from it, since nothing else is there at boot.</summary>
internal static class PackageChecks
{
    private const int MaxNamed = 8;
    private const string Rebuild = "remove apks_* from the work directory and build again";

    public static void Run(CheckList list, ImageContents contents)
    {
        var world = contents.Expectation.World;
        list.Run("packages.repository", () => "the boot repository is marked", Rebuild,
            () => contents.Iso.FindFile("apks/.boot_repository") is null
                ? ("/apks/.boot_repository is not in the image, so the initramfs finds no packages to install", $"the profile has no apks; declare at least alpine-base, {Rebuild}")
                : null);
        list.Run("packages.index", () => $"{contents.Index.Packages.Count} packages are in the index, signed with {string.Join(", ", contents.Index.Signatures)}", Rebuild,
            () => contents.Index.Packages.Count == 0
                ? ($"/{contents.IndexPath} lists no packages", $"the profile's apks must name at least alpine-base; {Rebuild}")
                : contents.Index.Signatures.Count == 0
                    ? ($"/{contents.IndexPath} is not signed, so the initramfs refuses it", $"make a key with abuild-keygen -a -i on the builder, {Rebuild}")
                    : null);
        list.Run("packages.files", () => "every package of the index is in the image", Rebuild, () => CheckFiles(contents));
        list.Run("packages.world", () => $"all {world.Count} entries of world can be installed from the medium", Rebuild,
            () => Unmet(new WorldChecker(contents.Index).FindMissing(world), "apk leaves such entries out at boot and says nothing: add the package to the image, or change the constraint to what the repository has"));
        list.Run("packages.dependencies", () => "all dependencies are on the medium", Rebuild,
            () => Unmet(new WorldChecker(contents.Index).FindUnmetDependencies(world), "add what is missing to the packages of the image, or " + Rebuild));
        list.Run("packages.tags", () => "all repository tags that world uses are defined", Rebuild, () => CheckTags(contents));
        list.Warn(() => Strays(contents));
    }

    private static (string, string)? CheckFiles(ImageContents contents)
    {
        var wrong = contents.Index.Packages
            .Where(package => contents.Iso.FindFile($"{contents.PackagesFolder}/{package.FileName}") is not { } file || file.Size != package.Size)
            .Select(package => package.FileName)
            .ToList();
        return wrong.Count == 0 ? null : ($"in /{contents.PackagesFolder} are missing, or of another size than the index says: {Some(wrong)}", Rebuild);
    }

    private static (string, string)? CheckTags(ImageContents contents)
    {
        var tags = contents.Expectation.World.SelectMany(ApkDependency.Split)
            .Select(entry => ApkDependency.TryParse(entry, out var dependency) ? dependency.Tag : null)
            .OfType<string>().Distinct().ToList();
        if (tags.Count == 0) return null;
        var defined = (contents.Overlay.ReadText("etc/apk/repositories") ?? "").Split('\n')
            .Where(line => line.StartsWith('@')).Select(line => line[1..].Split(' ', '\t')[0]).ToHashSet(StringComparer.Ordinal);
        var undefined = tags.Where(tag => !defined.Contains(tag)).Select(tag => "@" + tag).ToList();
        return undefined.Count == 0
            ? null
            : ($"world uses {Some(undefined)}, which the overlay's /etc/apk/repositories does not define", "every later apk call in that system exits 99: declare a repository with that tag, or leave the tag out");
    }

    private static (string, string)? Unmet(IReadOnlyList<UnmetDependency> unmet, string advice) =>
        unmet.Count == 0 ? null : (Some(unmet.Select(dependency => dependency.ToString()).ToList(), "; "), advice);

    private static IEnumerable<string> Strays(ImageContents contents)
    {
        if (contents.Iso.FindFile(contents.IndexPath) is null) yield break;
        var known = contents.Index.Packages.Select(package => package.FileName).ToHashSet(StringComparer.Ordinal);
        var strays = contents.Iso.FilesIn(contents.PackagesFolder)
            .Select(file => file.Name).Where(name => name.EndsWith(".apk", StringComparison.Ordinal) && !known.Contains(name)).ToList();
        if (strays.Count > 0) yield return $"in /{contents.PackagesFolder} are packages that the index does not know, so they only take room: {Some(strays)}";
    }

    private static string Some(IReadOnlyCollection<string> items, string separator = ", ") =>
        string.Join(separator, items.Take(MaxNamed)) + (items.Count > MaxNamed ? $"{separator}and {items.Count - MaxNamed} more" : "");
}
