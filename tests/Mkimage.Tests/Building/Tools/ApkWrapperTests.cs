using System;
using System.Collections.Generic;
using System.IO;
using System.Linq;
using System.Threading.Tasks;
using Bivouac.Mkimage.Building.Tools;
using Bivouac.Mkimage.Processes;
using Bivouac.Mkimage.Tests.Builders;
using Shouldly;
using Xunit;

namespace Bivouac.Mkimage.Tests.Building.Tools;

/// <summary>The wrapper with mkimage.sh's own calls; in the place of apk stands a double that answers what the test wrote.</summary>
public sealed class ApkWrapperTests : IDisposable
{
    private static readonly string[] Kernel = ["fetch", "--root", "/a root", "--simulate", "alpine-base", "linux-lts", "linux-firmware", "wireless-regdb"];
    private static readonly string[] Medium = ["fetch", "--root", "/a root", "--simulate", "--recursive", "nano", "chrony"];

    private readonly TestFolder here = new();

    public void Dispose() => here.Dispose();

    [Theory]
    [MemberData(nameof(WrapperRun.Shells), MemberType = typeof(WrapperRun))]
    public async Task Every_call_is_passed_on_with_its_answer_and_its_code(string shell)
    {
        foreach (var arguments in (string[][])[["update", "--root", "a b"], Kernel, Medium, []])
        {
            Apk("printf '<%s>' \"$@\"; echo warned >&2; exit 3");

            var result = await RunAsync(shell, arguments);

            (result.ExitCode, result.Error).ShouldBe((3, "warned\n"));
            result.Output.ShouldBe(arguments.Length == 0 ? "<>" : string.Concat(arguments.Select(a => $"<{a}>")));
        }

        Directory.EnumerateFiles(here["sections"], "*", SearchOption.AllDirectories).ShouldBeEmpty();
    }

    [Theory]
    [MemberData(nameof(WrapperRun.Shells), MemberType = typeof(WrapperRun))]
    public async Task What_changed_since_the_last_good_build_is_told_by_name_and_version(string shell)
    {
        const string before = "Downloading alpine-base-3.20.3-r0\nDownloading linux-lts-6.12.76-r0\nDownloading old-1-r0\n";
        const string now = "Downloading linux-lts-6.12.81-r0\nDownloading alpine-base-3.20.3-r0\nDownloading new-name-2_p1-r12\n";
        Apk($"printf '%s' '{before}'");
        (await RunAsync(shell, Kernel)).Error.ShouldBe("");
        Directory.Move(here["sections/now"], here["sections/last"]);
        (await RunAsync(shell, Kernel)).Error.ShouldBe("");
        Directory.Delete(here["sections/now"], recursive: true);
        Apk($"printf '%s' '{now}'");

        var result = await RunAsync(shell, Kernel);

        result.Output.ShouldBe(now);
        result.Error.ShouldBe(">>> bivouac: stale kernel linux-lts 6.12.76-r0 → 6.12.81-r0, + new-name 2_p1-r12, - old\n");
    }

    [Fact]
    public async Task Kernels_and_the_medium_are_kept_apart()
    {
        Apk("echo Downloading one-1-r0");
        await RunAsync("dash", Kernel);
        await RunAsync("dash", [.. Kernel.Select(static a => a == "linux-lts" ? "linux-virt" : a)]);
        await RunAsync("dash", Medium);

        Directory.EnumerateFiles(here["sections/now"]).Select(Path.GetFileName).Order(StringComparer.Ordinal).ShouldBe(["apks", "kernel-linux-lts", "kernel-linux-virt"]);
    }

    [Theory]
    [MemberData(nameof(WrapperRun.Shells), MemberType = typeof(WrapperRun))]
    public async Task A_note_that_cannot_be_made_takes_nothing_from_apks_answer(string shell)
    {
        Apk("echo Downloading one-1-r0; echo warned >&2");
        here.Write("sections/now", "a file in the place of the folder");

        var result = await RunAsync(shell, Medium);

        (result.ExitCode, result.Output).ShouldBe((0, "Downloading one-1-r0\n"));
        result.Error.ShouldEndWith("warned\n");
    }

    [Theory]
    [MemberData(nameof(WrapperRun.Shells), MemberType = typeof(WrapperRun))]
    public async Task A_note_that_cannot_be_written_takes_nothing_from_apks_answer(string shell)
    {
        Apk("echo Downloading one-1-r0");
        Directory.CreateDirectory(here["sections/now/apks.new"]);

        var result = await RunAsync(shell, Medium);

        (result.ExitCode, result.Output).ShouldBe((0, "Downloading one-1-r0\n"));
    }

    [Fact]
    public async Task A_later_question_of_the_same_form_is_not_about_the_medium()
    {
        here.Write("sections/last/apks", "one 1-r0\n");
        Apk("echo Downloading one-1-r0");
        await RunAsync("dash", Medium);
        Apk("echo Downloading u-boot-all-1-r0");

        var result = await RunAsync("dash", ["fetch", "--root", "/a root", "--simulate", "--recursive", "u-boot-all"]);

        (result.Output, result.Error).ShouldBe(("Downloading u-boot-all-1-r0\n", ""));
        (await File.ReadAllTextAsync(here["sections/now/apks"], TestContext.Current.CancellationToken)).ShouldBe("one 1-r0\n");
    }

    [Fact]
    public async Task Of_many_changes_six_are_told()
    {
        here.Write("sections/last/apks", "gone 1-r0\n");
        Apk("for n in 1 2 3 4 5 6 7 8; do echo Downloading p$n-1-r0; done");

        (await RunAsync("dash", Medium)).Error.ShouldBe(">>> bivouac: stale apks + p1 1-r0, + p2 1-r0, + p3 1-r0, + p4 1-r0, + p5 1-r0, + p6 1-r0 and 3 more\n");
    }

    [Fact]
    public async Task Without_a_folder_for_notes_it_is_apk_alone()
    {
        Apk("echo Downloading one-1-r0");

        (await RunAsync("dash", Medium, notes: false)).Output.ShouldBe("Downloading one-1-r0\n");

        Directory.EnumerateFileSystemEntries(here["sections"]).ShouldBeEmpty();
    }

    private void Apk(string text) => here.Write("real/apk", "#!/bin/sh\n" + text + "\n", WrapperRun.Executable);

    private Task<ProcessResult> RunAsync(string shell, string[] arguments, bool notes = true)
    {
        var environment = new Dictionary<string, string>();
        if (notes) environment["BIVOUAC_SECTIONS"] = here["sections"];
        Directory.CreateDirectory(here["sections"]);
        return WrapperRun.WithPathAsync(here, shell, ApkWrapper.Program(), $"{here["bin"]}:{here["real"]}:/usr/bin:/bin", environment, arguments);
    }
}
