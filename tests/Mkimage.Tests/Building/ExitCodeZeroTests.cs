using System;
using System.Collections.Generic;
using System.IO;
using System.Linq;
using System.Threading;
using System.Threading.Tasks;
using Bivouac.Mkimage.Building;
using Bivouac.Mkimage.Building.Events;
using Bivouac.Mkimage.Building.Runs;
using Bivouac.Mkimage.Commands;
using Bivouac.Mkimage.Processes;
using Bivouac.Mkimage.Staging.Brought;
using Bivouac.Mkimage.Tests.Project;
using Shouldly;
using Xunit;

namespace Bivouac.Mkimage.Tests.Building;

/// <summary>
/// Exit code 0 of mkimage.sh proves nothing. Each case that was measured is prevented before anything is built, or ends with
/// 7 (or 6, when mkimage.sh itself says that it failed) and the cause in plain words.
/// </summary>
public sealed class ExitCodeZeroTests : IDisposable
{
    private const string Iso = "alpine-rescue-3.21-x86_64.iso";
    private const string Building = ">>> mkimage-x86_64: Building rescue";
    private const string Generated = "Images generated in /builder/out";
    private readonly TestProject _project = new();

    public void Dispose() => _project.Dispose();

    [Fact]
    public void A_missing_arch_is_found_before_anything_is_built() =>
        TestProject.Image(iso => iso.Hostname("rescue")).Model.Check().ShouldHaveSingleItem().Rule.Id.ShouldBe("BIV0102");

    [Fact]
    public void A_missing_hostname_is_found_before_anything_is_built() =>
        TestProject.Image(iso => iso.Arch(Arch.X86_64)).Model.Check().ShouldHaveSingleItem().Rule.Id.ShouldBe("BIV0103");

    [Theory]
    [InlineData("arch=\"x86_64\"")]
    [InlineData("hostname=\"rescue\"")]
    [InlineData("apkovl=\"genapkovl-rescue.sh\"")]
    [InlineData("image_ext=\"iso\"")]
    [InlineData("output_format=\"iso\"")]
    [InlineData("kernel_flavors=\"lts\"")]
    [InlineData("apks=\"alpine-base\"")]
    [InlineData("grub_mod=\"all_video ")]
    public void What_mkimage_would_leave_out_in_silence_is_always_printed(string line) =>
        TestProject.Minimal().Scripts["mkimg.rescue.sh"].ShouldContain("\t" + line);

    [Fact]
    public void The_overlay_script_is_executable_and_stands_where_mkimage_runs_and_in_its_home()
    {
        var stage = _project.Stage(TestProject.Minimal());

        foreach (var place in (string[])["stage", "home/.mkimage"])
            File.GetUnixFileMode(Path.Combine(stage.Folder, place, "genapkovl-rescue.sh")).HasFlag(UnixFileMode.UserExecute).ShouldBeTrue(place);
    }

    [Fact]
    public void A_profile_name_that_the_shell_cannot_read_is_found_before_anything_is_built() =>
        TestProject.Minimal(name: "my-rescue").Model.Check().ShouldHaveSingleItem().Rule.Id.ShouldBe("BIV0101");

    [Fact]
    public void GRUB_modules_and_initfs_features_are_words_of_a_type_and_not_any_text() =>
        typeof(LiveCdBuilder).GetMethods().Where(m => m.Name is "GrubModules" or "InitfsFeatures" or "Kernel").SelectMany(m => m.GetParameters()).Select(p => p.ParameterType)
            .ShouldNotContain(typeof(string[]));

    [Fact]
    public void A_volume_label_over_32_characters_cannot_be_declared() =>
        Should.Throw<ArgumentException>(() => new LiveCdBuilder().VolumeLabel(new string('x', 33)));

    [Fact]
    public async Task A_profile_that_mkimage_passes_over_ends_with_7()
    {
        var failure = await FailureAsync(0, Generated);

        failure.ExitCode.ShouldBe(ExitCode.ImageWrong);
        failure.What.ShouldBe($"mkimage.sh exited 0 without making {Iso}");
        failure.Why.ShouldBe("it passed over profile 'rescue': its arch does not contain x86_64");
    }

    [Fact]
    public async Task An_unknown_profile_ends_with_7()
    {
        var failure = await FailureAsync(0, "/aports/scripts/mkimage.sh: line 146: profile_rescue: not found", Generated);

        failure.ExitCode.ShouldBe(ExitCode.ImageWrong);
        failure.Why.ShouldBe("mkimage.sh did not find the profile 'rescue'");
    }

    [Fact]
    public async Task An_image_of_another_name_ends_with_7_and_that_name()
    {
        var failure = await FailureAsync(0, [Building, Generated], new() { ["alpine-rescue-3.21-x86_64."] = [1] });

        failure.ExitCode.ShouldBe(ExitCode.ImageWrong);
        failure.Why.ShouldBe("it made alpine-rescue-3.21-x86_64. instead");
    }

    [Fact]
    public async Task An_empty_image_ends_with_7()
    {
        (await FailureAsync(0, [Building, Generated], new() { [Iso] = [] })).ExitCode.ShouldBe(ExitCode.ImageWrong);
    }

    [Fact]
    public async Task An_image_of_an_earlier_build_ends_with_7()
    {
        var failure = await FailureAsync(0, [Building, Generated], new() { [Iso] = [1] }, DateTimeOffset.UtcNow.AddHours(-1));

        failure.ExitCode.ShouldBe(ExitCode.ImageWrong);
    }

    [Fact]
    public async Task No_file_at_all_ends_with_7()
    {
        (await FailureAsync(0, Building, Generated)).Why.ShouldBe("it made no file at all");
    }

    [Fact]
    public async Task What_is_no_image_ends_with_7()
    {
        var failure = await FailureAsync(0, [Building, Generated], new() { [Iso] = new byte[4096] });

        failure.ExitCode.ShouldBe(ExitCode.ImageWrong);
        failure.What.ShouldBe($"mkimage.sh said success, but {Iso} is not what was declared");
    }

    [Theory]
    [InlineData("", "there is no overlay in the image, so it boots as plain Alpine")]
    [InlineData("", "/boot/vmlinuz-lts is missing or empty")]
    [InlineData("", "/boot/initramfs-lts is not in the image")]
    [InlineData("", "/boot/modloop-lts is not in the image")]
    [InlineData("", "/apks/.boot_repository is not in the image")]
    [InlineData("", "the image has no boot entry for BIOS")]
    [InlineData("", "the image has no boot entry for UEFI")]
    [InlineData("other.apkovl.tar.gz", "the overlay is other.apkovl.tar.gz, not rescue.apkovl.tar.gz")]
    [InlineData("rescue.apkovl.tar.gz", "/etc/bivouac-release")]
    [InlineData("rescue.apkovl.tar.gz other.apkovl.tar.gz", "there are several overlays in the image")]
    public async Task An_image_that_lacks_something_ends_with_7_and_the_lack(string files, string fact)
    {
        var failure = await FailureAsync(0, [Building, Generated], new() { [Iso] = await IsoOfAsync(files.Split(' ', StringSplitOptions.RemoveEmptyEntries)) });

        failure.ExitCode.ShouldBe(ExitCode.ImageWrong);
        failure.Why.ShouldContain(fact);
        failure.Next.ShouldContain(Path.Combine(_project.Output, Iso));
    }

    [Fact]
    public async Task The_cause_that_the_log_shows_is_told_with_what_the_image_lacks()
    {
        var failure = await FailureAsync(0, [Building, "mkimage.sh: line 79: can't open genapkovl-rescue.sh: no such file", Generated], new() { [Iso] = await IsoOfAsync([]) });

        failure.Why.ShouldContain("The log says: mkimage.sh did not find the overlay script");
    }

    [Theory]
    [InlineData(1, "sh: line 1: /aports/scripts/genapkovl-rescue.sh: not found", "mkimage.sh did not find the overlay script")]
    [InlineData(1, "sh: line 1: /builder/stage/genapkovl-rescue.sh: Permission denied", "the overlay script genapkovl-rescue.sh is not executable")]
    [InlineData(1, ">>> mkimage-x86_64: --> apkovl rescue da39a3ee5e6b4b0d3255bfef95601890afd80709", "the overlay script stopped and said nothing")]
    [InlineData(1, "ERROR: nosuch: unable to select package (or its dependencies)", "the repositories lack a package: nosuch")]
    [InlineData(1, "ERROR: unable to select packages: linux-x (no such package)", "the repositories lack a package: linux-x")]
    [InlineData(1, "grub-mkimage: error: cannot open `/builder/usr/lib/grub/x86_64-efi/nosuch.mod': No such file or directory.", "GRUB has no module 'nosuch'")]
    [InlineData(1, "xorriso : FAILURE : -volid: Text too long (35 > 32)", "the volume id is longer than 32 characters")]
    [InlineData(1, "cp: can't stat '': No such file or directory", "abuild has no signing key")]
    [InlineData(2, "2 unavailable, 0 stale; 0 distinct packages available", "a repository could not be reached from the builder")]
    [InlineData(2, "/root/.mkimage/mkimg.bad.sh: line 1: syntax error: bad function name", "the shell cannot read mkimg.bad.sh, and with it no profile at all")]
    [InlineData(143, "Terminated", "the log does not say why")]
    public async Task What_mkimage_itself_calls_a_failure_ends_with_6_and_the_cause(int exitCode, string line, string why)
    {
        var failure = await FailureAsync(exitCode, Building, line);

        failure.ExitCode.ShouldBe(ExitCode.MkimageFailed);
        failure.What.ShouldStartWith(FormattableString.Invariant($"mkimage.sh exited {exitCode}"));
        failure.Why.ShouldBe(why);
    }

    private Task<DriverException> FailureAsync(int exitCode, params string[] log) => FailureAsync(exitCode, log, []);

    private async Task<DriverException> FailureAsync(int exitCode, string[] log, Dictionary<string, byte[]> made, DateTimeOffset? madeAt = null)
    {
        var builder = new ScriptedBuilder { ExitCode = exitCode, Log = log, MadeAt = madeAt };
        foreach (var (name, content) in made) builder.Made[name] = content;
        var plan = BuildPlan.Make(TestProject.Minimal(), _project.Context, "x86_64", null, _project.Output);
        var stage = VerifiedBuild.StageOf(plan, _project.Context, BroughtFiles.None);
        return await Should.ThrowAsync<DriverException>(async () => await VerifiedBuild.VerifyAsync(
            plan,
            stage,
            await new MkimageRunner(builder, new BuildEvents(new RecordingListener(), TimeProvider.System), TimeProvider.System)
                .RunAsync(plan, stage, OverlayRun.Now, new BuildInterrupts(TestContext.Current.CancellationToken, CancellationToken.None))));
    }

    /// <summary>An ISO with nothing but these files; with xorriso, as mkimage.sh itself makes them.</summary>
    private async Task<byte[]> IsoOfAsync(string[] files)
    {
        Assert.SkipUnless(((string[])["/usr/bin/xorriso", "/bin/xorriso"]).Any(File.Exists), "xorriso is not installed");
        var tree = Directory.CreateDirectory(Path.Combine(_project.Root, "tree")).FullName;
        await File.WriteAllTextAsync(Path.Combine(tree, ".alpine-release"), "alpine-rescue\n", TestContext.Current.CancellationToken);
        foreach (var file in files) await File.WriteAllBytesAsync(Path.Combine(tree, file), await EmptyArchiveAsync(), TestContext.Current.CancellationToken);
        var iso = Path.Combine(_project.Root, "made.iso");
        var result = await new ProcessRunner().RunAsync(
            new("xorriso", ["-as", "mkisofs", "-quiet", "-o", iso, "-volid", "alpine-rescue 3.21 x86_64", "-full-iso9660-filenames", "-joliet", "-rational-rock", tree]),
            TestContext.Current.CancellationToken);
        result.Succeeded.ShouldBeTrue(result.Error);
        return await File.ReadAllBytesAsync(iso, TestContext.Current.CancellationToken);
    }

    private async Task<byte[]> EmptyArchiveAsync()
    {
        var archive = Path.Combine(_project.Root, "empty.tar.gz");
        await File.WriteAllTextAsync(Path.Combine(_project.Root, "other"), "", TestContext.Current.CancellationToken);
        (await new ProcessRunner().RunAsync(new("tar", ["-czf", archive, "-C", _project.Root, "other"]), TestContext.Current.CancellationToken)).Succeeded.ShouldBeTrue();
        return await File.ReadAllBytesAsync(archive, TestContext.Current.CancellationToken);
    }
}
