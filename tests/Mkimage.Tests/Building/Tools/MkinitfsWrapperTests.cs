using System;
using System.IO;
using System.Threading.Tasks;
using Bivouac.Mkimage.Building.Tools;
using Bivouac.Mkimage.Tests.Builders;
using Shouldly;
using Xunit;

namespace Bivouac.Mkimage.Tests.Building.Tools;

public sealed class MkinitfsWrapperTests : IDisposable
{
    private readonly TestFolder here = new();

    public static TheoryData<string, InitramfsCompression, string> Levels
    {
        get
        {
            var levels = new TheoryData<string, InitramfsCompression, string>();
            foreach (var shell in (string[])["dash", "busybox"])
            {
                levels.Add(shell, InitramfsCompression.Zstd, "complevel_zstd=-3\n<-c></dev/null><-C><zstd>");
                levels.Add(shell, InitramfsCompression.ZstdSmall, "complevel_zstd=-19\n<-c></dev/null><-C><zstd>");
                levels.Add(shell, InitramfsCompression.Gzip, "complevel_gzip=-9\n<-c></dev/null><-C><gzip>");
                levels.Add(shell, InitramfsCompression.Xz, "complevel_xz=-9\n<-c></dev/null><-C><xz>");
                levels.Add(shell, InitramfsCompression.Lz4, "complevel_lz4=-1\n<-c></dev/null><-C><lz4>");
            }

            return levels;
        }
    }

    public void Dispose() => here.Dispose();

    [Theory]
    [MemberData(nameof(Levels))]
    public async Task The_compression_and_its_level_are_given_and_the_builders_configuration_is_not_read(string shell, InitramfsCompression compression, string got) =>
        (await WrapperRun.RunAsync(here, shell, MkinitfsWrapper.Of(compression), "-q", "-b", "/tmp/a root", "-F", "ata base ", "6.6.1-0-lts"))
            .ShouldBe(got + "<-q><-b></tmp/a root><-F><ata base ><6.6.1-0-lts>");

    [Fact]
    public void Another_compression_is_refused() => Should.Throw<ArgumentException>(() => MkinitfsWrapper.Of((InitramfsCompression)7));

    [Theory]
    [MemberData(nameof(WrapperRun.Shells), MemberType = typeof(WrapperRun))]
    public async Task Without_a_real_one_it_says_what_to_install(string shell)
    {
        File.CreateSymbolicLink(Path.Combine(here.Folder("tools"), "dirname"), "/usr/bin/dirname");

        var result = await WrapperRun.WithPathAsync(here, shell, MkinitfsWrapper.Of(InitramfsCompression.Zstd), here["bin"] + ":" + here["tools"]);

        result.ExitCode.ShouldBe(127);
        result.Error.ShouldBe("mkinitfs: not found on PATH; install mkinitfs in the builder\n");
    }
}
