using System;
using System.Collections.Generic;
using System.IO;
using System.Linq;
using System.Text.RegularExpressions;
using Bivouac.Mkimage.Builders;
using Bivouac.Mkimage.Tests.Builders;
using Xunit;

namespace Bivouac.Alpine.Tests;

/// <summary>
/// A real Alpine on this machine, in the folder that the environment variable BIVOUAC_ALPINE names: <c>mirror/vX.Y/</c> with
/// main, community and releases, <c>mirror/keys/*.rsa.pub</c>, and <c>aports/scripts/</c>.
/// </summary>
public sealed partial class AlpineMaterial : IDisposable
{
    public const string Variable = "BIVOUAC_ALPINE";

    private readonly TestFolder here = new();

    public AlpineMaterial()
    {
        var folder = Environment.GetEnvironmentVariable(Variable);
        Folder = string.IsNullOrEmpty(folder) ? null : folder;
        if (Folder is null)
            return;
        Archive = Directory.EnumerateFiles(Path.Combine(Folder, "mirror"), "alpine-minirootfs-*-x86_64.tar.gz", SearchOption.AllDirectories)
            .Order(StringComparer.Ordinal)
            .Last();
        Release = ReleaseInName().Match(Path.GetFileName(Archive)).Groups[1].Value;
    }

    public string? Folder { get; }

    public string Archive { get; } = "";

    public string Release { get; } = "";

    /// <summary>Shared by the tests of a class, as it is by a user's builds.</summary>
    public string Cache => here["cache"];

    private List<string> Keys => [.. Directory.EnumerateFiles(Path.Combine(Folder!, "mirror", "keys"), "*.rsa.pub")];

    public void Dispose() => here.Dispose();

    internal BuilderOptions Options(string workDirectory) => new()
    {
        Arch = "x86_64",
        Release = Release,
        Branch = Release[..Release.LastIndexOf('.')],
        Mirror = Path.Combine(Folder!, "mirror"),
        AportsSource = Path.Combine(Folder!, "aports"),
        ApkKeys = Keys,
        CacheDirectory = Cache,
        WorkDirectory = workDirectory,
    };

    internal void SkipUnlessThere() => Assert.SkipWhen(Folder is null, $"{Variable} names no folder with a mirror and aports of Alpine");

    [GeneratedRegex(@"alpine-minirootfs-([0-9.]+)-")]
    private static partial Regex ReleaseInName();
}
