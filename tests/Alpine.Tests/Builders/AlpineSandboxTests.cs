using System;
using System.Collections.Generic;
using System.IO;
using System.Linq;
using System.Threading.Tasks;
using Bivouac.Mkimage.Builders;
using Bivouac.Mkimage.Builders.Sandbox;
using Bivouac.Mkimage.Building.Tools;
using Bivouac.Mkimage.Http;
using Bivouac.Mkimage.Processes;
using Bivouac.Mkimage.Tests.Builders;
using Bivouac.Mkimage.Tests.Http;
using Bivouac.Scripts;
using Shouldly;
using Xunit;

namespace Bivouac.Alpine.Tests.Builders;

/// <summary>The contract in the sandbox over a real Alpine, and real images.</summary>
/// <param name="alpine">The material.</param>
public sealed class AlpineSandboxTests(AlpineMaterial alpine) : BuilderContract, IClassFixture<AlpineMaterial>
{
    private protected override bool IsOfThisMachine => true;

    private const string Profile = """
        profile_bee() {
        	arch="x86_64"
        	hostname="bee"
        	apkovl="genapkovl-bee.sh"
        	image_ext="iso"
        	output_format="iso"
        	kernel_flavors="lts"
        	initfs_cmdline="modules=loop,squashfs,sd-mod,usb-storage quiet"
        	initfs_features="base cdrom ext4 squashfs usb virtio"
        	modloop_sign=yes
        	grub_mod="disk part_gpt part_msdos linux normal configfile search search_label efi_gop fat iso9660 cat echo ls test true help gzio"
        	apks="alpine-base linux-lts linux-firmware-none"
        }

        """;

    private const string Genapkovl = """
        #!/bin/sh -e
        tmp=$(mktemp -d)
        trap 'rm -rf "$tmp"' EXIT
        mkdir -p "$tmp/etc/apk"
        echo "$1" >"$tmp/etc/hostname"
        echo alpine-base >"$tmp/etc/apk/world"
        chown -R 0:0 "$tmp/etc"
        tar -c -C "$tmp" etc | gzip -9n >"$1.apkovl.tar.gz"

        """;

    protected override TimeSpan Patience => TimeSpan.FromMinutes(10);

    [Theory]
    [InlineData("lz4")]
    [InlineData("zstd")]
    [InlineData("xz")]
    public async Task A_profile_becomes_an_image_whose_modloop_is_compressed_as_chosen(string compression)
    {
        await StageAsync(compression);

        var (code, log) = await RunAsync(Mkimage());

        code.ShouldBe(0, log);
        log.ShouldContain("Creating alpine-bee-test-x86_64.iso");
        var iso = "alpine-bee-test-x86_64.iso";
        (await Builder.ListAsync(Root + "/bee/out", Token)).ShouldHaveSingleItem().Name.ShouldBe(iso);
        await Builder.FetchAsync($"{Root}/bee/out/{iso}", Here[iso], cancellationToken: Token);
        var volume = new byte[5];
        await using (var file = File.OpenRead(Here[iso]))
        {
            file.Seek(0x8001, SeekOrigin.Begin);
            await file.ReadExactlyAsync(volume, Token);
        }

        volume.ShouldBe("CD001"u8.ToArray());
        var sections = (await Builder.ListAsync(Root + "/bee/work", Token)).Select(static e => e.Name.Split('_')[0]).ToHashSet();
        new[] { "apkovl", "apks", "grub", "kernel", "syslinux" }.ShouldBeSubsetOf(sections);
        (await RunAsync(
            "cd bee/work/kernel_*/boot; unsquashfs -s modloop-lts | sed -n 's/^Compression //p'; head -c 4 initramfs-lts | od -An -tx1; "
            + "zcat ../../apkovl_bee_*/bee.apkovl.tar.gz | tar -t | sort; ls ../../apkroot-x86_64/etc/apk/keys | grep bivouac-")).Log
            .ShouldBe($"{compression}\n 28 b5 2f fd\netc/\netc/apk/\netc/apk/world\netc/hostname\n{Path.GetFileName(Layout.SigningKey)}.pub\n");
    }

    [Fact]
    public async Task A_mirror_with_a_URL_is_used_through_the_machines_network()
    {
        await using var server = new FolderServer(alpine.Options("").Mirror);
        using var http = new HttpFetcher();
        var said = new List<string>();
        var builder = new SandboxBuilder(
            alpine.Options(Here["other work"]) with { Mirror = server.Url, CacheDirectory = Here["other cache"] },
            new ProcessRunner(),
            http);

        var layout = await builder.PrepareAsync(new Said(said), Token);
        var run = await builder.StartAsync(
            new BuilderCommand("url", ["sh", "-c", "apk update && apk fetch --stdout alpine-base >/dev/null && echo fetched"], layout.Environment, layout.WorkRoot),
            Token);

        (await FollowAsync(run, 0, builder)).ShouldEndWith("fetched\n");
        layout.Repositories[0].ShouldStartWith(server.Url + "/v");
        said.ShouldContain(static l => l.Contains("expecting SHA256", StringComparison.Ordinal));
        server.Paths.ShouldContain(static p => p.EndsWith(".apk", StringComparison.Ordinal));
    }

    [Fact]
    public async Task What_is_asked_of_an_Alpine_host_is_answered_by_a_real_one()
    {
        var tools = AlpineTools.Programs("x86_64").Select(static t => t.Program);

        (await RunAsync(Sh(AlpineHostInspector.MissingScript, [.. tools, "no-such-tool"]))).Log.ShouldBe("no-such-tool\n");
        (await RunAsync(Sh(AlpineHostInspector.KeyScript, AlpineHostInspector.Functions))).Log.ShouldBe(Layout.SigningKey);
    }

    private BuilderCommand Sh(string script, params string[] arguments) =>
        new("ask", ["sh", "-c", script, "sh", .. arguments], Layout.Environment, Root);

    private async Task StageAsync(string compression)
    {
        const UnixFileMode executable = (UnixFileMode)0b111_101_101;
        foreach (var folder in (string[])["stage", "stage/home/.mkimage"])
        {
            Here.Write(folder + "/mkimg.bee.sh", Profile);
            Here.Write(folder + "/genapkovl-bee.sh", Genapkovl, executable);
        }

        foreach (var wrapper in (ScriptFile[])[MksquashfsWrapper.Of(Enum.Parse<ModloopCompression>(compression, ignoreCase: true)), MkinitfsWrapper.Of(InitramfsCompression.Zstd)])
            Here.Write("stage/bin/" + wrapper.Name, wrapper.Text, executable);
        await Builder.PutAsync(Here["stage"], Root + "/bee/stage", Token);
    }

    private BuilderCommand Mkimage()
    {
        var stage = Root + "/bee/stage";
        var environment = new Dictionary<string, string>(Layout.Environment)
        {
            ["HOME"] = stage + "/home",
            ["PATH"] = $"{stage}/bin:{Layout.Environment["PATH"]}",
            ["TMPDIR"] = "/var/tmp",
        };
        return new BuilderCommand(
            "bee",
            [
                "sh", Layout.ScriptsFolder + "/mkimage.sh", "--profile", "bee", "--arch", "x86_64", "--tag", "test",
                "--workdir", Root + "/bee/work", "--outdir", Root + "/bee/out",
                .. Layout.Repositories.SelectMany(static r => (string[])["--repository", r]),
            ],
            environment,
            stage);
    }

    private protected override IBuilder Create(string workDirectory)
    {
        alpine.SkipUnlessThere();
        return new SandboxBuilder(alpine.Options(workDirectory), new ProcessRunner(), new NoHttp()) { StopGrace = TimeSpan.FromSeconds(2) };
    }

    private sealed class Said(List<string> lines) : IProgress<string>
    {
        public void Report(string value) => lines.Add(value);
    }
}
