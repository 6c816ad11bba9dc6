using System;
using System.Collections.Generic;
using System.IO;
using System.Threading;
using System.Threading.Tasks;
using Bivouac.Mkimage.Builders;
using Bivouac.Mkimage.Processes;
using Shouldly;
using Xunit;

namespace Bivouac.Mkimage.Tests.Builders;

public sealed class MksquashfsWrapperTests : IDisposable
{
    private const UnixFileMode Executable = (UnixFileMode)0b111_101_101;

    private readonly TestFolder here = new();

    private static CancellationToken Token => TestContext.Current.CancellationToken;

    public void Dispose() => here.Dispose();

    [Theory]
    [InlineData(ModloopCompression.Lz4, "<-comp><lz4>")]
    [InlineData(ModloopCompression.Zstd, "<-comp><zstd><-Xcompression-level><3>")]
    public async Task What_update_kernel_hard_codes_is_replaced(ModloopCompression compression, string own)
    {
        (await RunAsync(compression, "/tmp/mod loop", "out/modloop", "-b", "1M", "-comp", "xz", "-exit-on-error", "-Xbcj", "arm,armthumb"))
            .ShouldBe($"</tmp/mod loop><out/modloop>{own}<-b><1M><-exit-on-error>");
    }

    [Fact]
    public async Task Names_to_exclude_stay_last()
    {
        (await RunAsync(ModloopCompression.Lz4, "in", "out", "-e", "-comp-x", "b c")).ShouldBe("<in><out><-comp><lz4><-e><-comp-x><b c>");
    }

    [Fact]
    public async Task Without_any_option_the_own_ones_are_added()
    {
        (await RunAsync(ModloopCompression.Lz4, "in", "out")).ShouldBe("<in><out><-comp><lz4>");
    }

    [Fact]
    public async Task Xz_is_what_Alpine_does()
    {
        (await RunAsync(ModloopCompression.Xz, "in", "out", "-comp", "xz", "-Xbcj", "x86")).ShouldBe("<in><out><-comp><xz><-Xbcj><x86>");
    }

    [Theory]
    [InlineData(ModloopCompression.Lz4)]
    [InlineData(ModloopCompression.Zstd)]
    [InlineData(ModloopCompression.Xz)]
    public void The_text_has_line_feeds_only(ModloopCompression compression)
    {
        var script = MksquashfsWrapper.Script(compression);

        script.ShouldStartWith("#!/bin/sh\n");
        script.ShouldEndWith("\"$@\"\n");
        script.ShouldNotContain('\r');
    }

    [Fact]
    public void Another_compression_is_refused()
    {
        Should.Throw<ArgumentException>(() => MksquashfsWrapper.Script((ModloopCompression)7));
    }

    [Fact]
    public async Task Without_a_real_one_it_says_what_to_install()
    {
        here.Write("bin/mksquashfs", MksquashfsWrapper.Script(ModloopCompression.Lz4), Executable);
        foreach (var tool in (string[])["dirname"])
            File.CreateSymbolicLink(Path.Combine(here.Folder("tools"), tool), "/usr/bin/" + tool);

        var result = await new ProcessRunner().RunAsync(Command(here["bin"] + ":" + here["tools"], "a", "b"), Token);

        result.ExitCode.ShouldBe(127);
        result.Error.ShouldContain("squashfs-tools");
    }

    private async Task<string> RunAsync(ModloopCompression compression, params string[] arguments)
    {
        here.Write("bin/mksquashfs", MksquashfsWrapper.Script(compression), Executable);
        here.Write("real/mksquashfs", "#!/bin/sh\nprintf '<%s>' \"$@\"\n", Executable);
        var result = await new ProcessRunner().RunAsync(Command($"{here["bin"]}:{here["real"]}:/usr/bin:/bin", arguments), Token);
        result.Error.ShouldBe("");
        return result.Output;
    }

    private ProcessCommand Command(string path, params string[] arguments) => new(here["bin/mksquashfs"], arguments)
    {
        Environment = new Dictionary<string, string> { ["PATH"] = path },
    };
}
