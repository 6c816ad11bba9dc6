using System;
using System.Collections.Generic;
using System.IO;
using System.Linq;
using System.Security.Cryptography;
using Bivouac.Mkimage;

namespace Bivouac.Benchmarks.Builds;

/// <summary>The Alpine that builds are measured with, in the folder that BIVOUAC_ALPINE names.</summary>
/// <param name="Mirror">A folder with a mirror's layout.</param>
/// <param name="Aports">A folder with <c>scripts/mkimage.sh</c>.</param>
/// <param name="ApkKeys">The public keys that the mirror is signed with.</param>
/// <param name="Release">The newest release of the branch that the mirror has a minirootfs of.</param>
/// <param name="MinirootfsSha256">The hash of that minirootfs.</param>
internal sealed record AlpineMaterial(string Mirror, string Aports, IReadOnlyList<string> ApkKeys, string Release, string MinirootfsSha256)
{
    /// <summary>The architecture of the image that is measured.</summary>
    public const string Arch = "x86_64";

    /// <summary>The branch of the image that is measured.</summary>
    public const string Branch = "3.20";

    private const string Variable = "BIVOUAC_ALPINE";

    /// <summary>Looks at what is there.</summary>
    /// <exception cref="DriverException">The variable is not set, or something is missing in its folder (<see cref="ExitCode.Usage"/>).</exception>
    public static AlpineMaterial Find()
    {
        var named = Environment.GetEnvironmentVariable(Variable);
        if (string.IsNullOrEmpty(named)) throw Missing($"{Variable} is not set");
        var folder = Path.GetFullPath(named);
        var mirror = Path.Combine(folder, "mirror");
        foreach (var needed in (string[])[$"mirror/v{Branch}/main/{Arch}/APKINDEX.tar.gz", "aports/scripts/mkimage.sh"])
            if (!File.Exists(Path.Combine(folder, needed))) throw Missing($"{Variable}={named} has no {needed}");
        var keys = Files(Path.Combine(mirror, "keys"), "*.rsa.pub");
        if (keys.Length == 0) throw Missing($"{Variable}={named} has no mirror/keys/*.rsa.pub");
        if (NewestRelease(Path.Combine(mirror, "v" + Branch, "releases", Arch)) is not var (release, minirootfs))
            throw Missing($"{Variable}={named} has no mirror/v{Branch}/releases/{Arch}/alpine-minirootfs-{Branch}.N-{Arch}.tar.gz");
        using var stream = File.OpenRead(minirootfs);
        return new(mirror, Path.Combine(folder, "aports"), keys, release, Convert.ToHexStringLower(SHA256.HashData(stream)));
    }

    private static (string Release, string File)? NewestRelease(string folder)
    {
        const string before = "alpine-minirootfs-";
        const string behind = "-" + Arch + ".tar.gz";
        return Files(folder, before + Branch + ".*" + behind)
            .Select(f => (Version: Version.TryParse(Path.GetFileName(f)[before.Length..^behind.Length], out var version) ? version : null, File: f))
            .Where(r => r.Version is not null)
            .OrderBy(r => r.Version)
            .Select(r => ((string, string)?)(r.Version!.ToString(), r.File))
            .LastOrDefault();
    }

    private static string[] Files(string folder, string pattern) => Directory.Exists(folder) ? Directory.GetFiles(folder, pattern) : [];

    private static DriverException Missing(string why) => new(
        ExitCode.Usage,
        "Builds cannot be measured",
        why,
        $"Set {Variable} to a folder with mirror/ (an Alpine mirror: v{Branch}/main, v{Branch}/community, v{Branch}/releases, keys/*.rsa.pub) and aports/ (scripts/mkimage.sh, main/build-base).");
}
