using System;
using System.Globalization;
using System.IO;
using System.Linq;

namespace Bivouac.Mkimage.Image.Verification.Checks;

/// <summary>The ISO as a file and as a volume.</summary>
internal static class FileChecks
{
    public static void Run(CheckList list, ImageContents contents)
    {
        var expectation = contents.Expectation;
        var name = Path.GetFileName(contents.IsoPath);
        var file = new FileInfo(contents.IsoPath);
        list.Run("iso.present", () => $"{name} is there, {file.Length} bytes", "look at the build log",
            () => file is { Exists: true, Length: > 0 } ? null : Missing(contents));
        list.Run("iso.name", () => $"the image is called {name}", "look at the build log", () => CheckName(name, expectation));
        list.Run("iso.fresh", () => "the image was written by this build", "build again",
            () => expectation.NotBefore is { } start && file.Exists && file.LastWriteTimeUtc < start.UtcDateTime
                ? ($"{name} was last written at {Time(file.LastWriteTimeUtc)}, before this build began at {Time(start.UtcDateTime)}", "it is of an earlier build: mkimage.sh wrote none and exited 0; read the build log from its start, then build again")
                : null);
        list.Run("iso.readable", () => $"it is an ISO 9660 image with {contents.Iso.Entries.Values.Count(entry => !entry.IsDirectory)} files", "build again; when it repeats, look for a full disk",
            () => contents.Iso.Entries.Count == 0 ? ("the image holds no files", "build again with a clean work directory") : null);
        list.Run("iso.complete", () => "the image is complete", "build again; when it repeats, look for a full disk", () => CheckComplete(contents));
        list.Run("iso.volume-id", () => $"the volume id is '{contents.Iso.VolumeId}'", "build again",
            () => contents.Iso.VolumeId == expectation.VolumeId
                ? null
                : ($"the volume id is '{contents.Iso.VolumeId}', not '{expectation.VolumeId}'", "GRUB looks for the medium by it: remove grub_efi_* from the work directory and build again, and keep the id within 32 characters"));
    }

    private static (string, string) Missing(ImageContents contents) => File.Exists(contents.IsoPath)
        ? ($"{contents.IsoPath} is empty", "look for a full disk (No space left) in the build log and build again")
        : ($"there is no {contents.IsoPath}", $"mkimage.sh builds nothing and exits 0 when profile_{contents.Expectation.Profile} is not found or its arch is not {contents.Expectation.Arch}; look for 'not found' in the build log");

    private static (string, string)? CheckName(string name, ImageExpectation expectation)
    {
        if (expectation.FileName is { } exact && name != exact)
            return ($"the image is called {name}, not {exact}", "check profile, tag and arch that mkimage.sh was started with");
        return name.EndsWith(".iso", StringComparison.Ordinal)
            ? null
            : ($"the image is called '{name}', without .iso at its end", "the profile has no image_ext=\"iso\"; declare it and build again");
    }

    private static (string, string)? CheckComplete(ImageContents contents)
    {
        var iso = contents.Iso;
        if (iso.Length < iso.DeclaredLength)
            return ($"the volume should have {iso.DeclaredLength} bytes, the file has {iso.Length}", "it is cut off: look for a full disk or a broken transfer and build again");
        foreach (var entry in iso.Entries.Values.Where(entry => !entry.IsDirectory)) iso.OpenRead(entry).Dispose();
        return null;
    }

    private static string Time(DateTime utc) => utc.ToString("yyyy-MM-dd HH:mm:ss'Z'", CultureInfo.InvariantCulture);
}
