using System;
using System.IO;
using System.Linq;
using System.Threading.Tasks;
using Bivouac.Mkimage.Builders;
using Bivouac.Mkimage.Builders.Containers;
using Bivouac.Mkimage.Builders.Sandbox;
using Bivouac.Mkimage.Http;
using Bivouac.Mkimage.Processes;
using Bivouac.Mkimage.Tests.Builders.Containers;
using Xunit;

namespace Bivouac.Alpine.Tests;

/// <summary>
/// A sandbox over the material in the folder that BIVOUAC_ALPINE names: <c>mirror/</c> (v3.20 with main, community and
/// releases, signed), the public <c>keys/</c> it is signed with, and <c>aports/scripts/mkimage.sh</c>. Its cache and its work
/// directory go with it.
/// </summary>
public sealed class AlpineFixture : IAsyncLifetime
{
    public const string Branch = "3.20";
    public const string Release = "3.20.3";
    public const string MinirootfsSha256 = "d4e6fd67dcf75e40c451560ac7265166c2b72a0f38ddc9aae756a7de3d1efa0c";
    private const string Variable = "BIVOUAC_ALPINE";

    private readonly HttpFetcher _http = new();

    /// <summary>Why there is no sandbox, or null.</summary>
    public string? Missing { get; private set; }

    /// <summary>The folder of all that the tests make.</summary>
    public string Root { get; } = Path.Combine("/var/tmp", "bivouac-alpine-tests-" + Guid.NewGuid().ToString("N")[..12]);

    /// <summary>The builder's folder for stages and sections.</summary>
    public string WorkDirectory => Path.Combine(Root, "work");

    /// <summary>What stands for XDG_CACHE_HOME.</summary>
    public string CacheHome => Path.Combine(Root, "cache");

    /// <summary>The mirror's folder.</summary>
    public static string Mirror => Path.Combine(Material!, "mirror");

    /// <summary>The folder that holds Alpine's scripts.</summary>
    public static string Aports => Path.Combine(Material!, "aports");

    private static string? Material => Environment.GetEnvironmentVariable(Variable);

    /// <summary>Skips the test where there is no sandbox.</summary>
    public void Require() => Assert.SkipUnless(Missing is null, Missing ?? "");

    /// <summary>A builder on the shared sandbox.</summary>
    internal IBuilder Builder() => new SandboxBuilder(Options(), new ProcessRunner(), _http);

    /// <summary>A builder in a container of an engine.</summary>
    /// <param name="engine">The engine.</param>
    /// <param name="mirror">Another mirror than the material's folder.</param>
    internal IBuilder Container(Engine engine, string? mirror = null) =>
        new ContainerBuilder(engine.Program, mirror is null ? Options() : Options() with { Mirror = mirror }, engine.Processes, _http);

    private BuilderOptions Options() => new()
    {
        Arch = "x86_64",
        Release = Release,
        Branch = Branch,
        MinirootfsSha256 = MinirootfsSha256,
        Mirror = Mirror,
        AportsSource = Aports,
        ApkKeys = Keys(),
        CacheDirectory = Path.Combine(CacheHome, "bivouac"),
        WorkDirectory = WorkDirectory,
    };

    public async ValueTask InitializeAsync()
    {
        Missing = Look();
        if (Missing is not null) return;
        Directory.CreateDirectory(Root);
        var builder = Builder();
        var probe = await builder.ProbeAsync();
        if (!probe.IsFit) Missing = string.Join("; ", probe.Problems.Select(p => $"{p.What}: {p.Why}"));
        else await builder.PrepareAsync();
    }

    public async ValueTask DisposeAsync()
    {
        _http.Dispose();
        if (!Directory.Exists(Root)) return;

        // Without root, its files belong to subordinate ids.
        var rm = await new ProcessRunner().RunAsync(new("rm", ["-rf", Root]));
        if (!rm.Succeeded) await new ProcessRunner().RunAsync(new("unshare", ["--user", "--map-auto", "--map-root-user", "rm", "-rf", Root]));
    }

    private static string? Look()
    {
        if (string.IsNullOrEmpty(Material)) return $"{Variable} names no folder with a mirror and Alpine's scripts";
        foreach (var needed in (string[])["mirror/v3.20/main/x86_64/APKINDEX.tar.gz", "aports/scripts/mkimage.sh"])
            if (!File.Exists(Path.Combine(Material, needed))) return $"{Variable}={Material} has no {needed}";
        return null;
    }

    /// <summary>The public keys that the mirror is signed with.</summary>
    public static string[] Keys() => [.. ((string[])["keys", "mirror/keys"])
        .Select(folder => Path.Combine(Material!, folder))
        .Where(Directory.Exists)
        .SelectMany(folder => Directory.EnumerateFiles(folder, "*.rsa.pub"))
        .DistinctBy(Path.GetFileName)];
}
