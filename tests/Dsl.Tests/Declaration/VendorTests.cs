using System;
using System.Linq;
using Bivouac.Model;
using Bivouac.Scripts;
using Shouldly;
using Xunit;

namespace Bivouac.Dsl.Tests.Declaration;

/// <summary>Given a file of a vendor, when it is declared, then the model says where it is, how it is proved, and where it goes.</summary>
public class VendorTests
{
    /// <summary>Each makes a difference of its own.</summary>
    private static readonly Action<LiveCdBuilder>[] Declarations =
    [
        iso => iso.Download("a", d => d.From("https://a/b").Sha256(Samples.Sum)), iso => iso.Download("b", d => d.From("https://a/b").Sha256(Samples.Sum)), iso => iso.Download("a", d => d.From("https://a/c").Sha256(Samples.Sum)),
        iso => iso.Download("a", d => d.From("https://a/b").Sha256(new string('a', 64))), iso => iso.Download("a", d => d.From("https://a/b").ChecksumFile(".s")), iso => iso.Download("a", d => d.From("https://a/b").ChecksumFile("https://a/s")),
        iso => iso.Download("a", d => d.From("https://a/b").ChecksumFrom("https://a/s", "x")), iso => iso.Download("a", d => d.From("https://a/b").ChecksumFrom("https://a/s", "y")), iso => iso.Download("a", d => d.From("https://a/b").ChecksumFile(".s").Sha256(Samples.Sum)),
        iso => iso.Download("a", d => d.From("https://a/b").ChecksumFile(".s").ListedAt("https://a/", "(x)")), iso => iso.Download("a", d => d.From("https://a/b").ChecksumFile(".s").ListedAt("https://a/", "(y)")),
        iso => iso.Download("a", d => d.From("https://a/b").ChecksumFile(".s").Into("/a")), iso => iso.Download("a", d => d.From("https://a/b").ChecksumFile(".s").Into("/a", "0600")), iso => iso.Download("a", d => d.From("https://a/b").ChecksumFile(".s").Into("/a", owner: new Owner(1, 1))),
        iso => iso.Download("a", d => d.From("https://a/b").ChecksumFile(".s").Unpack("/a")), iso => iso.Download("a", d => d.From("https://a/b").ChecksumFile(".s").Unpack("/a", "b")), iso => iso.Download("a", d => d.From("https://a/b").ChecksumFile(".s").Unpack("/a").StripComponents(1)),
        iso => iso.BuildStep("a", _ => { }), iso => iso.BuildStep("b", _ => { }), iso => iso.BuildStep("a", b => b.Apks("x")), iso => iso.BuildStep("a", b => b.Uses("x")), iso => iso.BuildStep("a", b => b.Script("x")), iso => iso.BuildStep("a", b => b.Inputs("x")),
        iso => iso.BuildStep("a", b => b.Key(Samples.Go)), iso => iso.BuildStep("a", b => b.KeyOfKernel()), iso => iso.BuildStep("a", b => b.Environment("X", "1")), iso => iso.BuildStep("a", b => b.Environment("X", "2")),
        iso => iso.BuildStep("a", b => b.Timeout(TimeSpan.FromSeconds(1))), iso => iso.BuildStep("a", b => b.Output("/x")), iso => iso.BuildStep("a", b => b.Output("/x", new Owner(1, 1))),
    ];

    [Fact]
    public void The_chain_of_the_issue_reads_as_it_is_meant()
    {
        var model = new LiveCdBuilder()
            .Download("nvidia", d => d
                .From($"https://download.nvidia.com/XFree86/Linux-x86_64/{Samples.Nvidia}/NVIDIA-Linux-x86_64-{Samples.Nvidia}.run")
                .ChecksumFile(".sha256sum"))
            .BuildStep("nvidia-modules", b => b
                .Apks("build-base", "linux-lts-dev").Uses("nvidia").Script("build/nvidia.sh")
                .Key(Samples.Nvidia).KeyOfKernel()
                .Output("/usr/local/lib/nvidia"))
            .Build("test");

        var download = model.Downloads.ShouldHaveSingleItem();
        download.Url.ToString().ShouldBe("https://download.nvidia.com/XFree86/Linux-x86_64/570.86.16/NVIDIA-Linux-x86_64-570.86.16.run");
        download.FileName.ShouldBe("NVIDIA-Linux-x86_64-570.86.16.run");
        download.Checksums.ShouldBe([new ChecksumFile(download.Url + ".sha256sum")]);
        download.Listing.ShouldBeNull();
        model.BuildSteps.ShouldBe([new BuildStepDeclaration("nvidia-modules", new(["build-base", "linux-lts-dev"]), new(["nvidia"]), "build/nvidia.sh", default, new([Samples.Nvidia]), true, default, TimeSpan.FromMinutes(30))]);
        model.Overlay.ShouldBe([new OverlayStepOutput("/usr/local/lib/nvidia", "nvidia-modules", Owner.Root)]);
    }

    [Fact]
    public void What_a_download_brings_stands_among_the_other_declarations_in_their_order() => new LiveCdBuilder()
        .File("/etc/a", "")
        .Download("go", d => d.From("https://a/go.tar.gz").Sha256(Samples.Sum).Unpack("/usr/local", "go/*").StripComponents(1).Into("/opt/go.tar.gz").Unpack("/").OwnedBy(new Owner(1, 2)))
        .File("/etc/b", "")
        .Build("test").Overlay.Skip(1).Take(3).ShouldBe(
        [
            new OverlayUnpacked("/usr/local", "go", new(["go/*"]), 1, Owner.Root),
            new OverlayDownload("/opt/go.tar.gz", "go", "0644", Owner.Root),
            new OverlayUnpacked("/", "go", default, 0, new Owner(1, 2)),
        ]);

    [Fact]
    public void A_download_has_several_checksums_and_a_list_of_versions()
    {
        var download = new LiveCdBuilder().Download("a", d => d
            .From("https://vendor.example/a.zip?x=1").ChecksumFrom("https://vendor.example/all.json", $"{Samples.Go}/files/0/sha256").Sha256(Samples.Sum)
            .ListedAt("https://vendor.example/", "a-([0-9.]+)/")).Build("test").Downloads[0];

        download.FileName.ShouldBe("a.zip");
        download.Checksums.ShouldBe([new ChecksumJson("https://vendor.example/all.json", $"{Samples.Go}/files/0/sha256"), new PinnedChecksum(Samples.Sum)]);
        download.Listing.ShouldBe(new VersionListing("https://vendor.example/", "a-([0-9.]+)/"));
    }

    [Theory]
    [InlineData(Arch.X86_64, "amd64")]
    [InlineData(Arch.Aarch64, "arm64")]
    [InlineData(Arch.X86, "386")]
    [InlineData(Arch.Armv7, "armv6l")]
    [InlineData(Arch.Riscv64, "riscv64")]
    [InlineData(Arch.Loongarch64, "loong64")]
    public void A_Go_toolchain_is_where_Go_has_it(Arch arch, string name)
    {
        var download = Only(d => d.GoToolchain(Samples.Go, arch));
        download.Url.ToString().ShouldBe($"https://dl.google.com/go/go1.23.6.linux-{name}.tar.gz");
        download.Checksums.ShouldBe([new ChecksumFile(download.Url + ".sha256")]);
        download.Listing!.Url.ToString().ShouldBe("https://go.dev/dl/?mode=json&include=all");
        Versions(download, """[{"version": "go1.23.6", "files": [{"filename": "go1.23.6.src.tar.gz"}]}, {"version":"go1.24rc1"}]""").ShouldBe(["1.23.6", "1.24rc1"]);
    }

    [Theory]
    [InlineData(Arch.X86_64, "Linux-x86_64")]
    [InlineData(Arch.Aarch64, "Linux-aarch64")]
    public void The_driver_of_NVIDIA_is_where_NVIDIA_has_it(Arch arch, string name)
    {
        var download = Only(d => d.NvidiaDriver(Samples.Nvidia, arch));
        download.Url.ToString().ShouldBe($"https://download.nvidia.com/XFree86/{name}/570.86.16/NVIDIA-{name}-570.86.16.run");
        download.Checksums.ShouldBe([new ChecksumFile(download.Url + ".sha256sum")]);
        download.Listing!.Url.ToString().ShouldBe($"https://download.nvidia.com/XFree86/{name}/");
        Versions(download, "<span class='dir'><a href='570.86.16/'>570.86.16/</a></span><a href='../'><a href=\"565.77/\"><a href='latest.txt'>").ShouldBe(["570.86.16", "565.77"]);
    }

    [Fact]
    public void A_release_of_GitHub_has_its_checksums_in_the_same_release()
    {
        var download = Only(d => d.GitHubRelease("owner/repo", $"v{Samples.Go}", $"tool-{Samples.Go}-linux.tar.gz"));
        download.Url.ShouldBe($"https://github.com/owner/repo/releases/download/v{Samples.Go}/tool-{Samples.Go}-linux.tar.gz");
        download.Checksums.ShouldBe([new ChecksumFile($"https://github.com/owner/repo/releases/download/v{Samples.Go}/SHA256SUMS")]);
        download.Listing!.Url.ToString().ShouldBe("https://api.github.com/repos/owner/repo/releases?per_page=100");
        Versions(download, """[{"tag_name": "v1.23.6"}, {"tag_name":"v1.22"}, {"tag_name": "nightly"}]""").ShouldBe(["1.23.6", "1.22"]);
        Versions(Only(d => d.GitHubRelease("owner/repo", "nightly", "tool")), """[{"tag_name": "v1.23.6"}, {"tag_name": "nightly"}]""").ShouldBe(["v1.23.6", "nightly"]);
        Only(d => d.GitHubRelease("owner/repo", "nightly", "tool", checksums: "tool.sha256")).Checksums[0].ShouldBe(new ChecksumFile("https://github.com/owner/repo/releases/download/nightly/tool.sha256"));
    }

    [Fact]
    public void Keys_of_VERSIONS_count_as_used_wherever_they_stand() => VersionKeys.Of(new LiveCdBuilder()
        .Download("a", d => d.From($"https://a/{Key("URL")}/x").Sha256(Key("SUM", new string('a', 64))).ListedAt($"https://a/{Key("PAGE")}", "(x)"))
        .Download("b", d => d.From("https://a/x").ChecksumFile($"https://a/{Key("FILE")}"))
        .Download("c", d => d.From("https://a/x").ChecksumFrom($"https://a/{Key("JSON")}", $"x/{Key("PLACE")}"))
        .BuildStep("d", b => b.Key(Key("STEP")).Environment("E", $"{Key("VALUE")}"))
        .Build("x")).ShouldBe(["FILE", "JSON", "PAGE", "PLACE", "STEP", "SUM", "URL", "VALUE"]);

    [Fact]
    public void Equal_declarations_give_equal_models_and_others_do_not()
    {
        Samples.Vendor().ShouldBe(Samples.Vendor());
        Samples.Vendor().GetHashCode().ShouldBe(Samples.Vendor().GetHashCode());
        Declarations.Select(Build).Distinct().Count().ShouldBe(Declarations.Length);
        Declarations.Select(Build).ShouldBe(Declarations.Select(Build));
    }

    [Fact]
    public void An_archive_that_is_unpacked_again_has_a_folder_of_its_own()
    {
        var model = Samples.Vendor();
        model.Overlay.Select((e, i) => e is OverlayUnpacked ? OverlayLayout.UnpackedName(model, i) : "").Where(n => n.Length > 0).ShouldBe(["go", "go+2"]);
        Should.Throw<ArgumentException>(() => OverlayLayout.UnpackedName(model, model.Overlay.Count - 1)).ParamName.ShouldBe("index");
    }

    [Fact]
    public void A_step_gets_a_key_once_however_often_it_is_declared() =>
        new LiveCdBuilder().BuildStep("a", b => b.Key(Samples.Go).Key(Samples.Go)).Build("x").BuildSteps[0].Keys.ShouldBe([Samples.Go]);

    private static PinnedVersion Key(string key, string value = "1") => new(key, value);

    private static LiveCdModel Build(Action<LiveCdBuilder> declare) => new LiveCdBuilder().Use(declare).Build("x");

    private static DownloadDeclaration Only(Func<DownloadBuilder, VerifiedDownloadBuilder> declare) => new LiveCdBuilder().Download("a", declare).Build("x").Downloads.ShouldHaveSingleItem();

    private static string[] Versions(DownloadDeclaration download, string page) =>
        [.. System.Text.RegularExpressions.Regex.Matches(page, download.Listing!.Pattern).Select(m => m.Groups[1].Value)];
}
