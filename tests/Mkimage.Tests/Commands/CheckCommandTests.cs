using System;
using System.Threading.Tasks;
using Bivouac.Mkimage.Tests.Project;
using Shouldly;
using Xunit;

namespace Bivouac.Mkimage.Tests.Commands;

public sealed class CheckCommandTests : IDisposable
{
    private readonly TestProject _project = new();

    public void Dispose() => _project.Dispose();

    [Fact]
    public async Task A_finding_has_the_form_that_editors_know()
    {
        var run = await CheckAsync(TestProject.Image(iso => iso.Hostname("rescue")));

        run.ExitCode.ShouldBe(ExitCode.DefinitionHasErrors);
        run.Lines[0].ShouldBe("Rescue.cs(8,25): error BIV0102: profile 'rescue' declares no arch, so mkimage.sh would skip it and exit 0 without an image; call .Arch(Arch.X86_64)");
        run.Lines[1].ShouldBe("1 image(s) checked: 1 error(s), 0 warning(s), 0 hint(s).");
    }

    [Fact]
    public async Task Warnings_and_hints_are_shown_and_end_with_0()
    {
        _project.Write("VERSIONS", "OLD_VERSION=1\n");
        var run = await CheckAsync(TestProject.Minimal(iso => iso.File("/tmp/x", "x\n")));

        run.ExitCode.ShouldBe(ExitCode.Success);
        run.Lines[0].ShouldStartWith($"{_project.PathOf("VERSIONS")}(1,1): info BIV0205: ");
        run.Lines[1].ShouldStartWith("Rescue.cs(8,25): warning BIV0301: ");
        run.Lines[2].ShouldBe("1 image(s) checked: 0 error(s), 1 warning(s), 1 hint(s).");
    }

    [Fact]
    public async Task Without_findings_only_the_sum_is_shown()
    {
        var run = await CheckAsync(TestProject.Minimal(), TestProject.Minimal(name: "kiosk"));

        run.ExitCode.ShouldBe(ExitCode.Success);
        run.Output.ShouldBe("2 image(s) checked: 0 error(s), 0 warning(s), 0 hint(s).\n");
    }

    [Fact]
    public async Task A_key_that_is_not_defined_is_shown_for_the_file_as_a_whole()
    {
        _project.Write("VERSIONS", "GO_VERSION=1\n");
        var run = await CheckAsync(TestProject.Minimal(iso => iso.File("/etc/go", $"{new PinnedVersion("GO_VERSION", "1")}{new PinnedVersion("RUST_VERSION", "2")}\n")));

        run.ExitCode.ShouldBe(ExitCode.DefinitionHasErrors);
        run.Lines[0].ShouldStartWith($"{_project.PathOf("VERSIONS")}: error BIV0204: Versions.RustVersion is not defined");
    }

    private Task<DriverRun> CheckAsync(params LiveCdImage[] images) => DriverRun.InvokeAsync(images, "check", "--project", _project.Folder);
}
