using System;
using System.Collections.Generic;
using System.IO;
using System.Linq;
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
    private bool _isReal;

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

    [Theory]
    [InlineData("sleep 100 & sleep 100; :", false)]
    [InlineData("(sleep 100 &) ; setsid sleep 100 & sleep 100", false)]
    [InlineData("setsid sh -c 'sleep 3; echo x >/step/out/late' & echo x >/step/out/x", true)]
    public async Task Where_there_are_no_namespaces_nothing_of_a_step_outlives_it(string script, bool isDone)
    {
        RequireChroot();
        _here.Write("stage dir/build-steps/000-nvidia/seconds", "2\n");
        _here.Write("stage dir/build-steps/000-nvidia/run", script + "\n");

        var result = await RunAsync("dash");

        result.ExitCode.ShouldBe(isDone ? 0 : 1, result.Output + result.Error);
        if (isDone) Directory.EnumerateFiles(_here["stage dir/steps/nvidia"]).Select(Path.GetFileName).ShouldBe(["x"], "what is left running would be waited for, and would leave its own file");
        else result.Output.ShouldContain(">>> bivouac: step nvidia: it was ended after its time of 2 s");
        Directory.EnumerateDirectories("/proc").Select(static p => new FileInfo(p + "/root").LinkTarget).ShouldNotContain(t => t != null && t.StartsWith(_here.Path, StringComparison.Ordinal));
    }

    [Fact]
    public async Task V5_another_release_or_mirror_makes_the_output_anew()
    {
        RequireChroot();
        _here.Write("stage dir/build-steps/000-nvidia/run", "echo x >/step/out/x\n");
        _here.Write("inputs", "all\tAlpine release\t3.20.3\nkernel\tmicrocode\tintel\n");
        (await RunAsync("dash")).Output.ShouldStartWith(">>> bivouac: step nvidia is made");

        _here.Write("inputs", "all\tAlpine release\t3.20.3\nkernel\tmicrocode\tamd\n");
        (await RunAsync("dash")).Output.ShouldBe(">>> bivouac: step nvidia is reused\n");
        _here.Write("inputs", "all\tAlpine release\t3.21.3\nkernel\tmicrocode\tamd\n");
        (await RunAsync("dash")).Output.ShouldStartWith(">>> bivouac: step nvidia is made");
    }

    [Fact]
    public async Task Without_root_it_says_so()
    {
        (await RunAsync("dash", user: "1000")).Output.ShouldBe(">>> bivouac: step nvidia: it needs root in the builder, for a root of its own; build there as root, or in a sandbox\n");
    }

    [Fact]
    public async Task Where_no_device_can_be_made_it_says_where_the_step_can_be_built()
    {
        _here.Write("bin/mknod", "#!/bin/sh\nexit 1\n", WrapperRun.Executable);
        (await RunAsync("dash")).Output.ShouldContain(
            ">>> bivouac: step nvidia: the builder may make no device, so the step has no /dev/null; build in a sandbox, or with an engine that runs as root\n");
    }

    /// <summary>The step runs in a real root, with busybox in it.</summary>
    private void RequireChroot()
    {
        Assert.SkipUnless(Environment.IsPrivilegedProcess, "only root can make devices and change its root");
        Assert.SkipUnless(File.Exists("/bin/busybox"), "/bin/busybox is not there: apt-get install busybox-static");
        _isReal = true;
        Apk("6.6.80-r0", "6.6.80-r0", add: "mkdir -p \"$2/bin\"; cp /bin/busybox \"$2/bin/\"; for n in sh sleep setsid; do ln -s busybox \"$2/bin/$n\"; done; exit 0");
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
        _here.Write("bin/unshare", "#!/bin/sh\nexit 1\n", WrapperRun.Executable);
        if (!_isReal)
        {
            _here.Write("bin/chroot", "#!/bin/sh\nexit 1\n", WrapperRun.Executable);
            if (!File.Exists(_here["bin/mknod"])) _here.Write("bin/mknod", "#!/bin/sh\n", WrapperRun.Executable);
        }

        var file = WrapperRun.Place(_here, shell, BuildSteps.Program(), out var line);
        return await new ProcessRunner().RunAsync(
            new ProcessCommand("/bin/" + shell, [.. line, file, _here["root dir"], _here["stage dir"], "x86_64", "/srv/mirror/main"])
            {
                Environment = new Dictionary<string, string> { ["PATH"] = _here["bin"] + ":/usr/sbin:/usr/bin:/sbin:/bin" },
            },
            Token);
    }
}
