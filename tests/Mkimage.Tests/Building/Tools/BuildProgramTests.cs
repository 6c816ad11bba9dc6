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
/// The program around mkimage.sh, with this machine's sh; in the place of mkimage.sh and of the programs that look ahead stand doubles
/// that the test writes.
/// </summary>
public partial class BuildProgramTests : IAsyncLifetime
{
    private const UnixFileMode Executable = (UnixFileMode)0b111_101_101;

    private static readonly string[] Sections =
    [
        ".hidden", "apkovl_rescue_1", "apkroot-x86_64", "apks_x86_64_1", "grub_cfg_boot_grub_grub_cfg_1", "grub_early.1.cfg", "grub_efi_x86_64_efi_1",
        "image-1-x86_64-rescue", "kernel_x86_64_lts_1", "kernel_x86_64_lts_2.work", "syslinux_1", "syslinux_cfg_boot_1", "usr",
    ];

    private static readonly string[] Kept =
        ["apks_x86_64_1", "grub_cfg_boot_grub_grub_cfg_1", "grub_efi_x86_64_efi_1", "kernel_x86_64_lts_1", "syslinux_1", "syslinux_cfg_boot_1"];

    private protected TestFolder Here { get; } = new();

    /// <summary>The shell, and the PATH of its tools.</summary>
    protected virtual (string[] Shell, string Path) Shell => (["/bin/sh"], "/usr/bin:/bin");

    protected static CancellationToken Token => TestContext.Current.CancellationToken;

    private string Out => Here["root dir/out/0a1b2c3d"];

    /// <summary>What is staged for a run, which is gone after a good one.</summary>
    private string Stage => Here["root dir/stages/0a1b2c3d"];

    public virtual ValueTask InitializeAsync()
    {
        Here.Write("staged/stage/bin/" + BuildProgram.FileName, BuildProgram.File.Text, Executable);
        Double("section-packages", "exit 0");
        Double("fetch-packages", "exit 0");
        Inputs("lz4");
        foreach (var section in Sections) Here.Write($"root dir/work/{section}/file", "content");
        return default;
    }

    public ValueTask DisposeAsync()
    {
        GC.SuppressFinalize(this);
        Here.Dispose();
        return default;
    }

    [Fact]
    public async Task The_costly_sections_of_the_last_build_stay_and_all_else_goes()
    {
        File.Copy(Here["staged/inputs"], Here["root dir/inputs"]);

        (await RunAsync("ls ../../../work; ls ../../../out/0a1b2c3d")).Output.ShouldBe(string.Concat(Kept.Select(n => n + "\n")));
    }

    [Theory]
    [InlineData("zstd", "no", "kernel_", "kernel modloop compression: zstd → lz4")]
    [InlineData("lz4", "yes", "grub_", "grub serial console: yes → no")]
    [InlineData("lz4", "", "grub_", "grub serial console: none → no")]
    public async Task A_section_whose_inputs_changed_goes_and_the_reason_is_told(string compression, string serial, string gone, string reason)
    {
        Note(compression, serial);

        var result = await RunAsync("ls ../../../work");

        result.Output.ShouldBe($">>> bivouac: stale {reason}\n" + string.Concat(Kept.Where(n => !n.StartsWith(gone, StringComparison.Ordinal)).Select(n => n + "\n")));
    }

    [Fact]
    public async Task Several_changed_inputs_of_one_section_do_not_keep_another_that_changed_too()
    {
        Here.Write("root dir/inputs", "all\trepositories\thttps://mirror.example/main\nkernel\tmodloop compression\txz\nkernel\tmicrocode\tintel\nkernel\tfirmware\tx\ngrub\tserial console\tyes\n");

        (await RunAsync("ls ../../../work")).Output.Split('\n').Where(l => !l.StartsWith(">>>", StringComparison.Ordinal) && l.Length > 0).ShouldBe(["apks_x86_64_1", "syslinux_1", "syslinux_cfg_boot_1"]);
    }

    [Fact]
    public async Task All_goes_when_what_all_is_made_from_changed_and_a_long_value_is_not_told()
    {
        Note("lz4", "no", string.Concat(Enumerable.Repeat("https://mirror.example/a ", 9)));

        (await RunAsync("ls ../../../work")).Output.ShouldBe(">>> bivouac: stale all repositories changed\n");
    }

    [Fact]
    public async Task An_input_that_is_no_longer_one_makes_its_section_stale()
    {
        Note("lz4", "no", more: "kernel\tmicrocode\tintel-ucode\n");

        (await RunAsync("true")).Output.ShouldBe(">>> bivouac: stale kernel microcode: intel-ucode → none\n");
    }

    [Fact]
    public async Task What_is_not_known_is_not_kept() =>
        (await RunAsync("ls ../../../work")).Output.ShouldBe(">>> bivouac: stale all it is not known what they were made from\n");

    [Fact]
    public async Task The_inputs_are_noted_for_the_next_build()
    {
        await RunAsync("exit 1");

        (await File.ReadAllTextAsync(Here["root dir/inputs"], Token)).ShouldBe(await File.ReadAllTextAsync(Here["staged/inputs"], Token));
        (await RunAsync("true")).Output.ShouldBe("");
    }

    [Fact]
    public async Task A_builder_that_was_restarted_during_the_last_build_keeps_nothing_of_it()
    {
        Note("lz4", "no");
        Here.Write("root dir/building", "another-boot\n");

        (await RunAsync("ls ../../../work")).Output.ShouldBe(">>> bivouac: stale all the builder was restarted while the last build ran\n");
        File.Exists(Here["root dir/building"]).ShouldBeFalse();
    }

    [Fact]
    public async Task A_build_that_was_killed_on_a_machine_that_went_on_leaves_good_sections()
    {
        Note("lz4", "no");
        Here.Write("root dir/building", await File.ReadAllTextAsync("/proc/sys/kernel/random/boot_id", Token));

        (await RunAsync("ls ../../../work")).Output.ShouldBe(string.Concat(Kept.Select(n => n + "\n")));
    }

    [Fact]
    public async Task A_build_that_was_ended_is_not_taken_for_one_that_a_restart_cut_off()
    {
        (await RunAsync("kill -s TERM $PPID")).ExitCode.ShouldBe(143);

        File.Exists(Here["root dir/building"]).ShouldBeFalse();
    }

    [Fact]
    public async Task Leftovers_of_a_killed_update_kernel_go_and_old_stages_with_them()
    {
        Here.Write("root dir/tmp/update-kernel.AbCdEf/root/file", "x");
        Here.Write("root dir/stages/aaaaaaaa/inputs", "");
        Here.Write("root dir/stages/bbbbbbbb/inputs", "");
        Here.Write("root dir/stages/cccccccc/begun", "");
        Directory.SetLastWriteTimeUtc(Here["root dir/stages/aaaaaaaa"], DateTime.UtcNow.AddDays(-3));
        Put();
        Directory.SetLastWriteTimeUtc(Stage, DateTime.UtcNow.AddDays(-3));

        (await RunAsync("ls ../../../tmp; exit 1")).Output.ShouldEndWith("made from\n");

        // That of the failed build, and of one that has not begun.
        Directory.EnumerateDirectories(Here["root dir/stages"]).Select(Path.GetFileName).Order(StringComparer.Ordinal).ShouldBe(["0a1b2c3d", "bbbbbbbb"]);
        Directory.Exists(Here["root dir/tmp"]).ShouldBeFalse();
    }

    [Theory]
    [InlineData(0, false)]
    [InlineData(1, true)]
    public async Task What_was_staged_for_a_run_goes_with_a_good_one_and_is_kept_for_a_look_otherwise(int code, bool isKept)
    {
        (await RunAsync($"exit {code}")).ExitCode.ShouldBe(code);

        Directory.Exists(Stage).ShouldBe(isKept);
    }

    [Fact]
    public async Task Folders_that_their_owner_may_not_write_to_are_removed_and_links_are_not_followed()
    {
        Note("lz4", "no");
        Directory.CreateDirectory(Here["root dir/work/image-1-x86_64-rescue/deep"]);
        File.WriteAllText(Here["root dir/work/image-1-x86_64-rescue/deep/file"], "");
        File.SetUnixFileMode(Here["root dir/work/image-1-x86_64-rescue/deep"], UnixFileMode.UserRead | UnixFileMode.UserExecute);
        Here.Write("outside/file", "mine", (UnixFileMode)0b100_000_000);
        File.CreateSymbolicLink(Here["root dir/work/image-2"], Here["outside"]);

        await RunAsync("true");

        Directory.EnumerateFileSystemEntries(Here["root dir/work"]).Select(Path.GetFileName).Order(StringComparer.Ordinal).ShouldBe(Kept);
        File.ReadAllText(Here["outside/file"]).ShouldBe("mine");
        File.GetUnixFileMode(Here["outside/file"]).ShouldBe((UnixFileMode)0b100_000_000);
    }

    [Theory]
    [InlineData("touch \"$OUT/new.iso\"", "new", "new")]
    [InlineData("true", "old", "old")]
    [InlineData("touch \"$OUT/new.iso\"; exit 1", "old", "old")]
    [InlineData("sleep 1; mkdir ../../../work/kernel_x86_64_lts_2_9; exit 1", "old", "new")]
    [InlineData("sleep 1; mkdir ../../../work/kernel_x86_64_lts_2_9.work; exit 1", "old", "old")]
    public async Task What_a_section_is_made_of_is_remembered_when_the_build_was_good_or_made_it(string rest, string apks, string kernel)
    {
        Here.Write("root dir/sections/last/apks", "old");
        Here.Write("root dir/sections/last/kernel-linux-lts", "old");

        var result = await RunAsync($"OUT=\"{Out}\"; mkdir -p \"$BIVOUAC_SECTIONS/now\"; for n in apks kernel-linux-lts; do printf new >\"$BIVOUAC_SECTIONS/now/$n\"; done; {rest}");

        result.Error.ShouldBe("");
        (await File.ReadAllTextAsync(Here["root dir/sections/last/apks"], Token)).ShouldBe(apks);
        (await File.ReadAllTextAsync(Here["root dir/sections/last/kernel-linux-lts"], Token)).ShouldBe(kernel);
    }

    [Fact]
    public async Task The_newest_image_stays_whatever_its_age_and_all_else_of_other_runs_goes()
    {
        foreach (var (run, days) in (ReadOnlySpan<(string, int)>)[("aaaaaaaa", 9), ("bbbbbbbb", 7), ("cccccccc", 8)])
        {
            var image = Here.Write($"root dir/out/{run}/old.iso", "old");
            File.SetLastWriteTimeUtc(image, DateTime.UtcNow.AddDays(-days));
        }

        Here.Write("root dir/out/dddddddd/.started", "");

        await RunAsync("true");

        Directory.EnumerateDirectories(Here["root dir/out"]).Select(Path.GetFileName).Order(StringComparer.Ordinal).ShouldBe(["0a1b2c3d", "bbbbbbbb"]);
        File.Exists(Here["root dir/out/bbbbbbbb/old.iso"]).ShouldBeTrue();
    }

    /// <summary>Stages for a run, unless something is.</summary>
    private void Put()
    {
        if (Directory.Exists(Stage)) return;
        Directory.CreateDirectory(Path.Combine(Stage, "stage/bin"));
        foreach (var file in (string[])["inputs", .. Directory.EnumerateFiles(Here["staged/stage/bin"]).Select(static f => "stage/bin/" + Path.GetFileName(f))])
            File.Copy(Path.Combine(Here["staged"], file), Path.Combine(Stage, file));
    }

    private void Double(string program, string text) => Here.Write("staged/stage/bin/" + program, "#!/bin/sh\n" + text + "\n", Executable);

    private void Inputs(string compression) =>
        Here.Write("staged/inputs", $"all\trepositories\thttps://mirror.example/main\nkernel\tmodloop compression\t{compression}\ngrub\tserial console\tno\n");

    private void Note(string compression, string serial, string repositories = "https://mirror.example/main", string more = "") =>
        Here.Write("root dir/inputs", $"all\trepositories\t{repositories}\nkernel\tmodloop compression\t{compression}\ngrub\tserial console\t{serial}\n{more}");

    private Task<ProcessResult> RunAsync(string mkimage, params string[] arguments) => RunAsync(mkimage, _ => { }, arguments);

    private Task<ProcessResult> RunAsync(string mkimage, Action<string> onLine, params string[] arguments)
    {
        Put();
        var script = Here.Write($"mkimage-{Guid.NewGuid():N}.sh", mkimage + "\n");
        string[] command = [.. Shell.Shell, Path.Combine(Stage, "stage/bin", BuildProgram.FileName), Here["root dir"], Out, script, .. arguments];
        return new ProcessRunner().RunAsync(
            new(command[0], command[1..])
            {
                WorkingDirectory = Path.Combine(Stage, "stage"),
                Environment = new Dictionary<string, string> { ["PATH"] = Shell.Path, ["LC_ALL"] = "C" },
                OnLine = onLine,
            },
            Token);
    }
}
