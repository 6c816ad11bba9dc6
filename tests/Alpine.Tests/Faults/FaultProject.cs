using System;
using System.Collections.Generic;
using System.IO;
using System.Linq;
using System.Security.Cryptography;
using System.Threading.Tasks;
using Bivouac.Mkimage;
using Bivouac.Mkimage.Tests.Processes;
using Shouldly;

namespace Bivouac.Alpine.Tests.Faults;

/// <summary>A project of the fault driver's image, with folders that a test can put somewhere else.</summary>
internal sealed class FaultProject
{
    private readonly AlpineFixture alpine;

    public FaultProject(AlpineFixture alpine, string name)
    {
        alpine.Require();
        this.alpine = alpine;
        Folder = Directory.CreateDirectory(Path.Combine(alpine.Root, "faults", name)).FullName;
        File.WriteAllText(
            Path.Combine(Folder, "VERSIONS"),
            $"ALPINE_VERSION={AlpineFixture.Branch}\nALPINE_RELEASE={AlpineFixture.Release}\nMINIROOTFS_SHA256_X86_64={AlpineFixture.MinirootfsSha256}\n");
        Overlay("hello\n");
        Output = Path.Combine(Folder, "out");
        WorkDirectory = Path.Combine(Folder, "work");
        Cache = alpine.CacheHome;
    }

    public string Folder { get; }

    public string Output { get; set; }

    public string WorkDirectory { get; set; }

    /// <summary>XDG_CACHE_HOME.</summary>
    public string Cache { get; set; }

    public string Iso => Path.Combine(Output, $"alpine-small-{AlpineFixture.Branch}-x86_64.iso");

    /// <summary>Changes the one file of the overlay.</summary>
    public void Overlay(string text)
    {
        Directory.CreateDirectory(Path.Combine(Folder, "overlay", "etc"));
        File.WriteAllText(Path.Combine(Folder, "overlay", "etc", "motd"), text);
    }

    public DriverProcess Start(params IEnumerable<string> more) => DriverProcess.Start(
        "FaultDriver",
        new Dictionary<string, string> { ["XDG_CACHE_HOME"] = Cache },
        ["build", "--json", .. Arguments(), .. more]);

    public DriverProcess Attach(params IEnumerable<string> more) => DriverProcess.Start(
        "FaultDriver",
        new Dictionary<string, string> { ["XDG_CACHE_HOME"] = Cache },
        ["attach", "--json", .. Arguments(), .. more]);

    /// <summary>Builds to the end, which is a verified image.</summary>
    public async Task BuildAsync(params IEnumerable<string> more)
    {
        using var driver = Start(more);
        var (code, ended) = await driver.EndAsync();
        code.ShouldBe(ExitCode.Success, driver.Errors);
        RequireImage((string?)ended?["image"]?["sha256"]);
    }

    /// <summary>What lies under the image's name is whole: what its checksum file says, and what was told.</summary>
    public void RequireImage(string? told = null)
    {
        using var iso = File.OpenRead(Iso);
        var actual = Convert.ToHexStringLower(SHA256.HashData(iso));
        File.ReadAllText(Iso + ".sha256").ShouldStartWith(actual);
        if (told is not null) told.ShouldBe(actual);
        Directory.EnumerateFiles(Output, "*.partial").ShouldBeEmpty();
    }

    private IEnumerable<string> Arguments() =>
    [
        "--project", Folder, "--output", Output, "--workdir", WorkDirectory, "--builder", "sandbox",
        "--mirror", AlpineFixture.Mirror, "--aports", AlpineFixture.Aports, .. AlpineFixture.Keys().SelectMany(k => (string[])["--apk-key", k]),
    ];
}
