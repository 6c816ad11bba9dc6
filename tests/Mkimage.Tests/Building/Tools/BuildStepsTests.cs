using System;
using System.Collections.Generic;
using System.IO;
using System.Threading;
using System.Threading.Tasks;
using Bivouac.Mkimage.Building.Tools;
using Bivouac.Mkimage.Processes;
using Bivouac.Mkimage.Tests.Builders;
using Shouldly;
using Xunit;

namespace Bivouac.Mkimage.Tests.Building.Tools;

/// <summary>
/// The program that runs build steps, up to where a step would be entered; in the place of apk stands a double that knows one kernel. The real
/// apk, chroot and compiler are in Alpine.Tests.
/// </summary>
public sealed class BuildStepsTests : IDisposable
{
    private readonly TestFolder _here = new();

    public BuildStepsTests()
    {
        _here.Write("stage dir/build-steps/000-nvidia/key", "k1\n");
        _here.Write("stage dir/build-steps/000-nvidia/apks", "build-base\n");
        _here.Write("stage dir/build-steps/000-nvidia/kernels", "lts\n");
        _here.Write("stage dir/build-steps/000-nvidia/seconds", "5\n");
        _here.Write("stage dir/build-steps/000-nvidia/run", "exit 1\n");
        Directory.CreateDirectory(_here["root dir/tmp"]);
        Apk("6.6.80-r0", "6.6.80-r0");
    }

    private static CancellationToken Token => TestContext.Current.CancellationToken;

    public void Dispose() => _here.Dispose();

    [Theory]
    [MemberData(nameof(WrapperRun.Shells), MemberType = typeof(WrapperRun))]
    public async Task Headers_that_are_not_those_of_the_images_kernel_end_it(string shell)
    {
        Apk("6.6.80-r0", "6.6.79-r0");

        var result = await RunAsync(shell);

        result.ExitCode.ShouldBe(1);
        result.Output.ShouldContain(">>> bivouac: step nvidia: the headers linux-lts-dev-6.6.79-r0 are not those of the image's kernel linux-lts-6.6.80-r0\n");
    }

    [Theory]
    [MemberData(nameof(WrapperRun.Shells), MemberType = typeof(WrapperRun))]
    public async Task V5_an_output_is_kept_by_the_key_and_the_kernels_exact_version(string shell)
    {
        var first = await RunAsync(shell);
        first.Output.ShouldContain(">>> bivouac: step nvidia is made linux-lts-6.6.80-r0\n");
        first.ExitCode.ShouldBe(1, first.Output + first.Error);
        var name = Path.GetFileName(Directory.GetFiles(_here["root dir/steps"], "nvidia-*.log")[0])[..^4];
        _here.Write($"root dir/steps/{name}/module.ko", "x");

        var second = await RunAsync(shell);
        second.Output.ShouldBe(">>> bivouac: step nvidia is reused\n");
        second.ExitCode.ShouldBe(0, second.Error);
        File.ReadAllText(_here["stage dir/steps/nvidia/module.ko"]).ShouldBe("x");
        File.ReadAllText(_here["root dir/steps/kernels"]).Trim().ShouldBe("linux-lts-6.6.80-r0");

        Apk("6.6.81-r0", "6.6.81-r0");
        (await RunAsync(shell)).Output.ShouldStartWith(">>> bivouac: step nvidia is made linux-lts-6.6.81-r0\n");
        Apk("6.6.80-r0", "6.6.80-r0");
        _here.Write("stage dir/build-steps/000-nvidia/key", "k2\n");
        (await RunAsync(shell)).Output.ShouldStartWith(">>> bivouac: step nvidia is made");
    }

    [Fact]
    public async Task The_kernels_of_all_steps_are_noted_for_the_build_to_compare()
    {
        await RunAsync("dash");
        var name = Path.GetFileName(Directory.GetFiles(_here["root dir/steps"], "nvidia-*.log")[0])[..^4];
        _here.Write($"root dir/steps/{name}/module.ko", "x");
        foreach (var (file, text) in (ReadOnlySpan<(string, string)>)[("key", "k\n"), ("apks", "build-base\n"), ("kernels", ""), ("seconds", "5\n"), ("run", "exit 1\n")])
            _here.Write("stage dir/build-steps/001-tool/" + file, text);

        (await RunAsync("dash")).ExitCode.ShouldBe(1);
        name = Path.GetFileName(Directory.GetFiles(_here["root dir/steps"], "tool-*.log")[0])[..^4];
        _here.Write($"root dir/steps/{name}/tool", "x");
        var result = await RunAsync("dash");

        result.Output.ShouldBe(">>> bivouac: step nvidia is reused\n>>> bivouac: step tool is reused\n");
        File.ReadAllText(_here["root dir/steps/kernels"]).Trim().ShouldBe("linux-lts-6.6.80-r0");
    }

    [Fact]
    public async Task A_kernel_that_no_repository_has_ends_it()
    {
        _here.Write("stage dir/build-steps/000-nvidia/kernels", "virt\n");

        (await RunAsync("dash")).Output.ShouldBe(">>> bivouac: step nvidia: no repository has the kernel linux-virt\n");
    }

    [Fact]
    public async Task Packages_that_cannot_be_installed_end_it()
    {
        Apk("6.6.80-r0", "6.6.80-r0", add: "echo 'build-base (no such package)' >&2; exit 1");

        var result = await RunAsync("dash");

        result.Output.ShouldContain(">>> bivouac: step nvidia: its packages cannot be installed");
        result.Error.ShouldContain("no such package");
    }

    [Fact]
    public async Task Without_root_it_says_so()
    {
        (await RunAsync("dash", user: "1000")).Output.ShouldBe(">>> bivouac: step nvidia: it needs root in the builder, for a root of its own; build there as root, or in a sandbox\n");
    }

    /// <summary>Answers what is asked of one kernel and its headers.</summary>
    private void Apk(string kernel, string headers, string add = "exit 0") => _here.Write("bin/apk", $"""
        #!/bin/sh
        case " $* " in
        *" add --initdb "*) exit 0 ;;
        *" fetch --simulate linux-lts "*) echo "Downloading linux-lts-{kernel}" ;;
        *" info --installed --verbose linux-lts-dev "*) echo "linux-lts-dev-{headers}" ;;
        *" add busybox build-base "*) {add} ;;
        esac

        """, WrapperRun.Executable);

    // Without namespaces, and the step itself in no root: what is looked at comes before or after.
    private async Task<ProcessResult> RunAsync(string shell, string user = "0")
    {
        _here.Write("bin/id", $"#!/bin/sh\necho {user}\n", WrapperRun.Executable);
        foreach (var program in (string[])["unshare", "chroot", "mknod"]) _here.Write("bin/" + program, "#!/bin/sh\nexit 1\n", WrapperRun.Executable);
        var file = WrapperRun.Place(_here, shell, BuildSteps.Program(), out var line);
        return await new ProcessRunner().RunAsync(
            new ProcessCommand("/bin/" + shell, [.. line, file, _here["root dir"], _here["stage dir"], "x86_64", "/srv/mirror/main"])
            {
                Environment = new Dictionary<string, string> { ["PATH"] = _here["bin"] + ":/usr/bin:/bin" },
            },
            Token);
    }
}
