using System;
using System.IO;
using System.Threading.Tasks;
using Bivouac.Mkimage.Building.Tools;
using Bivouac.Mkimage.Tests.Builders;
using Shouldly;
using Xunit;

namespace Bivouac.Mkimage.Tests.Building.Tools;

public sealed class MksquashfsWrapperTests : IDisposable
{
    private readonly TestFolder here = new();

    public static MatrixTheoryData<string, ModloopCompression> Replaced => new(["dash", "busybox"], [ModloopCompression.Lz4, ModloopCompression.Zstd]);

    public void Dispose() => here.Dispose();

    [Theory]
    [MemberData(nameof(Replaced))]
    public async Task What_update_kernel_hard_codes_is_replaced(string shell, ModloopCompression compression)
    {
        var own = compression == ModloopCompression.Lz4 ? "<-comp><lz4>" : "<-comp><zstd><-Xcompression-level><3>";

        (await RunAsync(shell, compression, "/tmp/mod loop", "out/modloop", "-b", "1M", "-comp", "xz", "-exit-on-error", "-Xbcj", "arm,armthumb"))
            .ShouldBe($"</tmp/mod loop><out/modloop>{own}<-b><1M><-exit-on-error>");
    }

    [Theory]
    [MemberData(nameof(WrapperRun.Shells), MemberType = typeof(WrapperRun))]
    public async Task Names_to_exclude_stay_last(string shell) =>
        (await RunAsync(shell, ModloopCompression.Lz4, "in", "out", "-e", "-comp-x", "b c")).ShouldBe("<in><out><-comp><lz4><-e><-comp-x><b c>");

    [Theory]
    [MemberData(nameof(WrapperRun.Shells), MemberType = typeof(WrapperRun))]
    public async Task Without_any_option_the_own_ones_are_added(string shell) =>
        (await RunAsync(shell, ModloopCompression.Lz4, "in", "out")).ShouldBe("<in><out><-comp><lz4>");

    [Theory]
    [MemberData(nameof(WrapperRun.Shells), MemberType = typeof(WrapperRun))]
    public async Task Xz_is_what_Alpine_does(string shell) =>
        (await RunAsync(shell, ModloopCompression.Xz, "in", "out", "-comp", "xz", "-Xbcj", "x86")).ShouldBe("<in><out><-comp><xz><-Xbcj><x86>");

    [Fact]
    public void Another_compression_is_refused() => Should.Throw<ArgumentException>(() => MksquashfsWrapper.Of((ModloopCompression)7));

    [Theory]
    [MemberData(nameof(WrapperRun.Shells), MemberType = typeof(WrapperRun))]
    public async Task Without_a_real_one_it_says_what_to_install(string shell)
    {
        File.CreateSymbolicLink(Path.Combine(here.Folder("tools"), "dirname"), "/usr/bin/dirname");

        var result = await WrapperRun.WithPathAsync(here, shell, MksquashfsWrapper.Of(ModloopCompression.Lz4), here["bin"] + ":" + here["tools"], "a", "b");

        result.ExitCode.ShouldBe(127);
        result.Error.ShouldContain("squashfs-tools");
    }

    private Task<string> RunAsync(string shell, ModloopCompression compression, params string[] arguments) =>
        WrapperRun.RunAsync(here, shell, MksquashfsWrapper.Of(compression), arguments);
}
