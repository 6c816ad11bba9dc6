using System;
using System.IO;
using System.Linq;
using System.Text.Json;
using System.Threading.Tasks;
using Bivouac.Mkimage.Reporting;
using Bivouac.Mkimage.Tests.Project;
using Shouldly;
using Spectre.Console.Testing;
using Xunit;

namespace Bivouac.Mkimage.Tests.Commands;

public sealed class PlanCommandTests : IDisposable
{
    private readonly TestProject _project = new("ALPINE_VERSION=3.21\nKERNEL_VERSION=6.12\n");

    public void Dispose() => _project.Dispose();

    [Fact]
    public async Task The_text_says_what_would_be_made_staged_run_kept_and_downloaded()
    {
        _project.Write("overlay/etc/motd", "hello\n");
        var run = await PlanAsync("--tag", "7");

        run.ExitCode.ShouldBe(ExitCode.Success);
        run.Lines[0].ShouldBe("rescue for x86_64, Alpine 3.21");
        run.Lines[1].ShouldBe($"  image         {_project.Output}/alpine-rescue-7-x86_64.iso");
        run.Lines[2].ShouldBe("  volume id     alpine-rescue 7 x86_64");
        foreach (var part in (string[])
        [
            "  on medium     alpine-base nano openssh linux-firmware-intel",
            "  installed     alpine-base nano openssh",
            "default/sshd",
            "https://dl-cdn.alpinelinux.org/alpine/v3.21/main",
            "files/overlay/etc/motd (6 B)",
            "VERSIONS (",
            "--profile rescue",
            "apks_* kernel_* syslinux_* grub_*",
            "https://dl-cdn.alpinelinux.org/alpine/v3.21/releases/x86_64/alpine-minirootfs-3.21.3-x86_64.tar.gz",
            "SHA-256 1a694899e406ce55d32334c47ac0b2efb6c06d7e878102d1840892ad44cd5239",
            "SHA-256 not pinned",
        ]) run.Output.ShouldContain(part);
    }

    [Fact]
    public async Task Declared_downloads_are_among_those_of_the_plan()
    {
        _project.Write("build/own.sh", "#!/bin/sh\n");
        var image = TestProject.Minimal(iso => iso
            .Download("tool", d => d.From("https://vendor.example/tool").ChecksumFile(".sha256").Sha256(new string('A', 64)).Into("/opt/tool"))
            .Download("source", d => d.From("https://vendor.example/source.tar.gz").ChecksumFile(".sha256"))
            .BuildStep("own", b => b.Uses("source").Script("build/own.sh").Output("/opt/own")));
        var run = await DriverRun.InvokeAsync([image], "plan", "--project", _project.Folder);

        run.ExitCode.ShouldBe(ExitCode.Success);
        run.Output.ShouldContain("The download 'tool': https://vendor.example/tool");
        run.Output.ShouldContain("SHA-256 " + new string('a', 64));
        run.Output.ShouldContain("The download 'source': https://vendor.example/source.tar.gz");
    }

    [Fact]
    public async Task Nothing_is_written()
    {
        _project.Write("overlay/etc/motd", "hello\n");
        var before = Directory.EnumerateFileSystemEntries(_project.Root, "*", SearchOption.AllDirectories).ToArray();
        await PlanAsync();

        Directory.EnumerateFileSystemEntries(_project.Root, "*", SearchOption.AllDirectories).ShouldBe(before);
    }

    [Fact]
    public async Task The_JSON_can_be_read_by_other_programs()
    {
        _project.Write("overlay/etc/motd", "hello\n");
        var run = await PlanAsync("--json", "--mirror", "/srv/alpine");

        run.ExitCode.ShouldBe(ExitCode.Success);
        using var json = JsonDocument.Parse(run.Output);
        var plan = json.RootElement.EnumerateArray().Single();
        plan.GetProperty("profile").GetString().ShouldBe("rescue");
        plan.GetProperty("image").GetString().ShouldBe($"{_project.Output}/alpine-rescue-3.21-x86_64.iso");
        plan.GetProperty("repositories").EnumerateArray().First().GetString().ShouldBe("/srv/alpine/v3.21/main");
        plan.GetProperty("staged").EnumerateArray().Select(f => f.GetProperty("path").GetString()).ShouldBe(
            ["genapkovl-rescue.sh", "mkimg.rescue.sh", "VERSIONS", "files/overlay/etc/motd"]);
        plan.GetProperty("command").EnumerateArray().First().GetString().ShouldBe("sh");
        plan.GetProperty("keptSections").GetArrayLength().ShouldBe(4);
        plan.GetProperty("downloads").EnumerateArray().Last().GetProperty("sha256").ValueKind.ShouldBe(JsonValueKind.Null);
    }

    [Fact]
    public async Task Warnings_do_not_stand_in_the_way_of_the_JSON()
    {
        using var output = new TestConsole();
        using var errors = new TestConsole();

        await DriverRun.InvokeAsync(new Reporter(output, errors), [TestProject.Minimal(iso => iso.File("/tmp/x", "x\n"))], "plan", "--json", "--project", _project.Folder);

        using var json = JsonDocument.Parse(output.Output);
        json.RootElement.GetArrayLength().ShouldBe(1);
        errors.Output.ShouldContain("warning BIV0301");
    }

    [Fact]
    public async Task Every_image_and_architecture_has_its_plan()
    {
        var run = await DriverRun.InvokeAsync(
            [TestProject.Image(iso => iso.Arch(Arch.X86_64, Arch.Aarch64).Hostname("a"), "a"), TestProject.Minimal(name: "b")], "plan", "--json", "--project", _project.Folder);

        using var json = JsonDocument.Parse(run.Output);
        json.RootElement.EnumerateArray().Select(p => p.GetProperty("profile").GetString() + "/" + p.GetProperty("arch").GetString()).ShouldBe(["a/x86_64", "a/aarch64", "b/x86_64"]);
    }

    [Fact]
    public async Task Where_json_is_asked_for_errors_are_told_elsewhere()
    {
        using var output = new TestConsole();
        using var errors = new TestConsole();
        errors.Profile.Width = 1000;

        var code = await DriverRun.InvokeAsync(new Reporter(output, errors), [TestProject.Image(iso => iso.Hostname("rescue"))], "plan", "--json", "--project", _project.Folder);

        code.ShouldBe(ExitCode.DefinitionHasErrors);
        output.Output.ShouldBeEmpty();
        errors.Output.ShouldContain("Rescue.cs(8,25): error BIV0102: profile 'rescue' declares no arch");
    }

    [Fact]
    public async Task A_missing_source_ends_with_3()
    {
        var run = await PlanAsync();

        run.ExitCode.ShouldBe(ExitCode.DefinitionHasErrors);
        run.Output.ShouldContain("error BIV0305: there is no folder 'overlay' with files in the project");
    }

    private Task<DriverRun> PlanAsync(params string[] args) => DriverRun.InvokeAsync(
        [TestProject.Minimal(iso => iso.Apks("nano", "openssh").Firmware(Firmware.Intel).Enable("sshd").Tree("overlay"))],
        ["plan", "--project", _project.Folder, "--output", _project.Output, .. args]);
}
