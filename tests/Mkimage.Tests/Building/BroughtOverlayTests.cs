using System;
using System.IO;
using System.Linq;
using System.Threading.Tasks;
using Bivouac.Mkimage.Image.Overlay;
using Bivouac.Mkimage.Image.Verification;
using Bivouac.Mkimage.Staging;
using Bivouac.Mkimage.Tests.Project;
using Shouldly;
using Xunit;

namespace Bivouac.Mkimage.Tests.Building;

/// <summary>Downloads and outputs of build steps that lie beside the overlay script.</summary>
public sealed class BroughtOverlayTests : IDisposable
{
    private readonly TestProject _project = new();

    public BroughtOverlayTests()
    {
        _project.Write("build/own.sh", "");
        _project.Write("build/patches/one.patch", "");
    }

    public void Dispose() => _project.Dispose();

    [Fact]
    public async Task The_expectation_is_what_the_script_makes_of_them()
    {
        var stage = _project.Stage(Image());
        Write(stage, "downloads/tool", "tool");
        Write(stage, "unpacked/tool/bin/run", "#!/bin/sh\n", executable: true);
        Write(stage, "unpacked/tool+2/etc/motd", "hello\n");
        Write(stage, "steps/modules/own.ko", "module");
        File.CreateSymbolicLink(Beside(stage, "steps/modules/link"), "own.ko");

        var expected = ExpectedOverlay.Of(stage);

        expected.Select(e => e.Path).ShouldContain("usr/local/lib/own/own.ko");
        (await OverlayRun.EntriesAsync(_project, stage)).ShouldBe(expected);
    }

    [Fact]
    public void Of_what_no_build_has_brought_only_the_place_is_expected()
    {
        var expected = ExpectedOverlay.Of(_project.Stage(Image()));

        expected.Single(e => e.Path == "usr/local/bin/tool").ShouldBe(new ExpectedOverlayEntry("usr/local/bin/tool", ApkovlEntryKind.File, null, Mode.Executable.Bits, 5, 6));
        expected.Single(e => e.Path == "usr/local/lib/own").Kind.ShouldBe(ApkovlEntryKind.Directory);
    }

    [Fact]
    public async Task Without_them_the_overlay_cannot_be_made_and_the_script_says_what_is_missing()
    {
        var failure = await Should.ThrowAsync<DriverException>(() => OverlayRun.MakeAsync(_project, _project.Stage(Image())));

        failure.ExitCode.ShouldBe(ExitCode.MkimageFailed);
        failure.Why.ShouldBe("genapkovl-rescue.sh: the download 'tool' is not in downloads/; it comes with a build by the driver");
    }

    [Fact]
    public void The_scripts_and_inputs_of_build_steps_are_no_content_of_the_overlay() => OverlaySources.Find(Image().Model, _project.Context).ShouldBeEmpty();

    private static LiveCdImage Image() => TestProject.Minimal(iso => iso
        .Download("tool", d => d.From("https://vendor.example/tool.tar.gz").Sha256(new string('a', 64))
            .Into("/usr/local/bin/tool", "0755", new Owner(5, 6)).Unpack("/opt/tool").OwnedBy(new Owner(7, 8)).Unpack("/"))
        .BuildStep("modules", b => b.Script("build/own.sh").Inputs("build/patches").Output("/usr/local/lib/own", new Owner(1, 2)))
        .File("/usr/local/lib/own/note", "later\n"));

    private static string Beside(Stage stage, string path) => Path.Combine(stage.Folder, Stage.ScriptsFolder, path);

    private static void Write(Stage stage, string name, string text, bool executable = false)
    {
        var path = Beside(stage, name);
        Directory.CreateDirectory(Path.GetDirectoryName(path)!);
        File.WriteAllText(path, text);
        if (executable && !OperatingSystem.IsWindows()) File.SetUnixFileMode(path, File.GetUnixFileMode(path) | UnixFileMode.UserExecute);
    }
}
