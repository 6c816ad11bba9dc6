using System;
using System.IO;
using System.Linq;
using System.Text.RegularExpressions;
using System.Threading.Tasks;
using Bivouac.Mkimage;
using Bivouac.Mkimage.Staging;
using Shouldly;
using Xunit;

namespace Bivouac.Alpine.Tests;

/// <summary>
/// The cases in which mkimage.sh exits 0 without a good image, or says little, provoked in the real one by changing what was
/// staged. One project serves all, so that the kernel section is made once.
/// </summary>
public sealed class ExitCodeZeroTests(AlpineFixture alpine)
{
    private const string Profile = "mkimg.small.sh";
    private const string Overlay = "genapkovl-small.sh";

    /// <summary>What is taken out of the staged profile, and what is found.</summary>
    public static TheoryData<string, string, string, string, string> Lines => new()
    {
        { "arch missing", "\tarch=.*\n", "", "exited 0 without making", "it passed over profile 'small': its arch does not contain x86_64" },
        { "unknown profile", "profile_small\\(\\)", "profile_other()", "exited 0 without making", "mkimage.sh did not find the profile 'small'" },
        { "hostname missing", "\thostname=.*\n", "", "is not what was declared", "there is no overlay in the image" },
        { "apkovl missing", "\tapkovl=.*\n", "", "is not what was declared", "there is no overlay in the image" },
        { "output_format missing", "\toutput_format=.*\n", "", "is not what was declared", "the image has no boot entry for BIOS" },
        { "image_ext missing", "\timage_ext=.*\n", "", "exited 0 without making", "it made alpine-small-3.20-x86_64. instead" },
        { "kernel_flavors missing", "\tkernel_flavors=.*\n", "", "is not what was declared", "/boot/vmlinuz-lts is missing or empty" },
        { "apks missing", "\tapks=.*\n", "", "is not what was declared", "/apks/.boot_repository is not in the image" },
        { "grub_mod missing", "\tgrub_mod=\"[^\"]*\"\n", "", "is not what was declared", "the image has no boot entry for UEFI" },
    };

    [Theory]
    [MemberData(nameof(Lines))]
    public async Task What_mkimage_leaves_out_in_silence_ends_with_7(string what, string line, string replacement, string failed, string why)
    {
        var failure = await FailureAsync(stage => Edit(stage, Profile, line, replacement));

        failure.ExitCode.ShouldBe(ExitCode.ImageWrong, what + ": " + failure.Message);
        failure.What.ShouldContain(failed);
        failure.Why.ShouldContain(why);
    }

    [Fact]
    public async Task An_overlay_script_that_writes_no_file_ends_with_7()
    {
        var failure = await FailureAsync(stage => Edit(stage, Overlay, "^#!/bin/sh\n", "#!/bin/sh\nexit 0\n"));

        failure.ExitCode.ShouldBe(ExitCode.ImageWrong);
        failure.Why.ShouldContain("there is no overlay in the image");
    }

    [Fact]
    public async Task An_overlay_script_only_in_the_home_folder_ends_with_7_although_this_image_is_right()
    {
        var failure = await FailureAsync(stage =>
        {
            var home = Path.Combine(stage.Folder, "home/.mkimage");
            File.Delete(home);
            Directory.CreateDirectory(home);
            foreach (var file in Directory.EnumerateFiles(Path.Combine(stage.Folder, "stage"))) File.Copy(file, Path.Combine(home, Path.GetFileName(file)));
            File.Delete(Path.Combine(stage.Folder, "stage", Overlay));
        },
        project: "home");

        failure.ExitCode.ShouldBe(ExitCode.ImageWrong);
        failure.Why.ShouldContain("mkimage.sh did not find the overlay script");
    }

    [Fact]
    public async Task An_overlay_script_that_is_nowhere_ends_with_6()
    {
        var failure = await FailureAsync(stage => File.Delete(Path.Combine(stage.Folder, "stage", Overlay)));

        failure.ExitCode.ShouldBe(ExitCode.MkimageFailed);
        failure.Why.ShouldBe("mkimage.sh did not find the overlay script");
    }

    [Fact]
    public async Task An_overlay_script_that_is_not_executable_ends_with_6()
    {
        var failure = await FailureAsync(stage => File.SetUnixFileMode(Path.Combine(stage.Folder, "stage", Overlay), UnixFileMode.UserRead | UnixFileMode.UserWrite));

        failure.ExitCode.ShouldBe(ExitCode.MkimageFailed);
        failure.Why.ShouldBe("the overlay script genapkovl-small.sh is not executable");
    }

    [Fact]
    public async Task An_overlay_script_that_fails_without_a_word_ends_with_6()
    {
        var failure = await FailureAsync(stage => Edit(stage, Overlay, "^#!/bin/sh\n", "#!/bin/sh\nexit 3\n"));

        failure.ExitCode.ShouldBe(ExitCode.MkimageFailed);
        failure.Why.ShouldBe("the overlay script stopped and said nothing");
    }

    [Fact]
    public async Task An_overlay_of_another_content_ends_with_7()
    {
        var failure = await FailureAsync(stage => Edit(stage, Overlay, "content_sha256=[0-9a-f]+", "content_sha256=" + new string('0', 64)));

        failure.ExitCode.ShouldBe(ExitCode.ImageWrong);
        failure.Why.ShouldContain("the overlay is stale");
    }

    [Fact]
    public async Task A_package_that_does_not_exist_ends_with_6_and_its_name()
    {
        var failure = await FailureAsync(stage => Edit(stage, Profile, "\tapks=\"", "\tapks=\"nosuch neither "));

        failure.ExitCode.ShouldBe(ExitCode.MkimageFailed);
        failure.What.ShouldBe("mkimage.sh exited 1 in section apks x86_64");
        failure.Why.ShouldBe("the repositories lack a package: nosuch, neither");
    }

    [Fact]
    public async Task A_kernel_flavor_that_does_not_exist_ends_with_6_and_its_name()
    {
        var failure = await FailureAsync(stage => Edit(stage, Profile, "\tkernel_flavors=.*\n", "\tkernel_flavors=x\n"));

        failure.ExitCode.ShouldBe(ExitCode.MkimageFailed);
        failure.Why.ShouldBe("the repositories lack a package: linux-x");
    }

    [Fact]
    public async Task A_GRUB_module_that_does_not_exist_ends_with_6_and_its_name()
    {
        var failure = await FailureAsync(_ => { }, iso => iso.GrubModules(new GrubModule("nosuch")));

        failure.ExitCode.ShouldBe(ExitCode.MkimageFailed);
        failure.Why.ShouldBe("GRUB has no module 'nosuch'");
    }

    [Theory]
    [InlineData("mformat", "PATH=${PATH#*:} exec mformat -i \"$2\" -C -f 160 -N 0 ::", ExitCode.ImageWrong, "the image for UEFI could not be made")]
    [InlineData("mformat", ": > \"$2\"; echo 'Disk full' >&2; exit 1", ExitCode.MkimageFailed, "the image for UEFI could not be made")]
    [InlineData("mcopy", "exit 1", ExitCode.ImageWrong, "BOOTX64.EFI")]
    public async Task A_broken_image_for_UEFI_ends_with_7_or_with_6_when_it_is_empty(string tool, string shell, ExitCode code, string why)
    {
        var failure = await FailureAsync(stage =>
        {
            var path = Path.Combine(stage.Folder, "stage/bin", tool);
            File.WriteAllText(path, "#!/bin/sh\n" + shell + "\n");
            File.SetUnixFileMode(path, (UnixFileMode)0b111_101_101);
        });

        failure.ExitCode.ShouldBe(code, failure.Message);
        failure.Why.ShouldContain(why);
    }

    [Fact]
    public async Task A_volume_id_over_32_characters_ends_with_6()
    {
        var failure = await FailureAsync(stage => Edit(stage, Profile, "\n}\n$", "\n\tgen_volid() { printf %s alpine-0123456789012345678901234567890; }\n}\n"));

        failure.ExitCode.ShouldBe(ExitCode.MkimageFailed);
        failure.Why.ShouldBe("the volume id is longer than 32 characters");
    }

    [Fact]
    public async Task A_profile_beside_it_that_the_shell_cannot_read_ends_with_6_and_its_name()
    {
        var failure = await FailureAsync(stage => File.WriteAllText(Path.Combine(stage.Folder, "stage/mkimg.bad.sh"), "profile_my-bad() {\n\tarch=x86_64\n}\n"));

        failure.ExitCode.ShouldBe(ExitCode.MkimageFailed);
        failure.Why.ShouldBe("the shell cannot read mkimg.bad.sh, and with it no profile at all");
    }

    [Fact]
    public async Task A_builder_without_a_signing_key_ends_with_6()
    {
        var failure = await FailureAsync(stage => Edit(stage, Profile, "^", "PACKAGER_PRIVKEY= PACKAGER_PUBKEY=\n"));

        failure.ExitCode.ShouldBe(ExitCode.MkimageFailed);
        failure.Why.ShouldBe("abuild has no signing key");
    }

    [Fact]
    public async Task A_repository_that_cannot_be_reached_ends_with_6()
    {
        var failure = await FailureAsync(_ => { }, iso => iso.Repository("http://127.0.0.1:9/nothing"), "unreachable");

        failure.ExitCode.ShouldBe(ExitCode.MkimageFailed);
        failure.Why.ShouldBe("a repository could not be reached from the builder");
    }

    [Fact]
    public async Task A_kernel_of_another_version_than_pinned_ends_with_6_before_the_kernel_section()
    {
        var project = new AlpineProject(alpine, "pinned");
        project.Write("VERSIONS", "ALPINE_VERSION=3.20\nALPINE_RELEASE=3.20.3\nKERNEL_VERSION=6.12\n");
        var plan = project.Plan(iso =>
        {
            AlpineProject.Smallest(iso);
            iso.Kernel(KernelFlavor.Lts, new PinnedVersion("KERNEL_VERSION", "6.12"));
        });
        var failure = await Should.ThrowAsync<DriverException>(() => project.BuildAsync(plan));

        failure.ExitCode.ShouldBe(ExitCode.MkimageFailed);
        failure.Why.ShouldStartWith("linux-lts must be of version 6.12, but the repositories answer: ");
        failure.Why.ShouldContain("linux-lts-6.1.");
        project.Listener.Lines.ShouldNotContain(l => l.Contains("--> kernel", StringComparison.Ordinal));
    }

    [Fact]
    public async Task A_constraint_of_world_that_the_medium_cannot_meet_ends_with_7_and_its_name()
    {
        var failure = await FailureAsync(_ => { }, iso => iso.Apk("nano", apk => apk.AtLeast("99")));

        failure.ExitCode.ShouldBe(ExitCode.ImageWrong);
        failure.Why.ShouldContain("nano>=99");
    }

    private static void Edit(Stage stage, string file, string pattern, string replacement)
    {
        var path = Path.Combine(stage.Folder, "stage", file);
        var text = File.ReadAllText(path);
        var edited = new Regex(pattern).Replace(text, replacement.Replace("$", "$$", StringComparison.Ordinal), 1);
        edited.ShouldNotBe(text);
        File.WriteAllText(path, edited);
    }

    private async Task<DriverException> FailureAsync(Action<Stage> tamper, Action<LiveCdBuilder>? more = null, string project = "rows")
    {
        var rows = new AlpineProject(alpine, project) { Tamper = tamper };
        var plan = rows.Plan(iso =>
        {
            AlpineProject.Smallest(iso);
            more?.Invoke(iso);
        });
        var failure = await Should.ThrowAsync<DriverException>(() => rows.BuildAsync(plan));
        File.ReadAllText(plan.LogFile).ShouldBe(string.Concat(rows.Listener.Lines.Select(l => l + "\n")), $"the log on this machine is the whole one; the failure was: {failure.Message}");
        return failure;
    }
}
