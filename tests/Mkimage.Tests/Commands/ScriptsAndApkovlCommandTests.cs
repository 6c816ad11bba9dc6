using System;
using System.IO;
using System.Threading.Tasks;
using Bivouac.Mkimage.Tests.Project;
using Shouldly;
using Xunit;

namespace Bivouac.Mkimage.Tests.Commands;

public sealed class ScriptsAndApkovlCommandTests : IDisposable
{
    private readonly TestProject _project = new("ALPINE_VERSION=3.21\n");

    public void Dispose() => _project.Dispose();

    [Fact]
    public async Task The_scripts_of_all_images_are_written_with_what_lies_beside_them()
    {
        _project.Write("overlay/etc/motd", "hello\n");
        var run = await RunAsync("scripts", TestProject.Minimal(iso => iso.Tree("overlay")), TestProject.Minimal(name: "kiosk"));

        run.ExitCode.ShouldBe(ExitCode.Success);
        run.Lines[..5].ShouldBe([_project.Output, "  genapkovl-kiosk.sh", "  genapkovl-rescue.sh", "  mkimg.kiosk.sh", "  mkimg.rescue.sh"]);
        foreach (var file in (string[])["mkimg.rescue.sh", "genapkovl-kiosk.sh", "VERSIONS", "files/overlay/etc/motd"]) File.Exists(Path.Combine(_project.Output, file)).ShouldBeTrue(file);
    }

    [Fact]
    public async Task The_overlay_alone_is_made_and_named_with_its_size_and_content()
    {
        var run = await RunAsync("apkovl", TestProject.Minimal());
        Assert.SkipWhen(run.ExitCode == ExitCode.BuilderUnavailable, run.Output);

        run.ExitCode.ShouldBe(ExitCode.Success);
        run.Lines[0].ShouldMatch("^" + _project.Output + @"/rescue\.apkovl\.tar\.gz \([0-9.]+ (B|KiB), content [0-9a-f]{12}\)$");
    }

    [Fact]
    public async Task An_overlay_script_that_makes_nothing_is_a_failure_and_no_fault()
    {
        var run = await RunAsync("apkovl", TestProject.Minimal(iso => iso.RawOverlayShell("exit 0", "test")));
        Assert.SkipWhen(run.ExitCode == ExitCode.BuilderUnavailable, run.Output);

        run.ExitCode.ShouldBe(ExitCode.ImageWrong);
        run.Output.ShouldContain("ended without making the overlay");
    }

    private Task<DriverRun> RunAsync(string command, params LiveCdImage[] images) =>
        DriverRun.InvokeAsync(images, command, "--project", _project.Folder, "--output", _project.Output);
}
