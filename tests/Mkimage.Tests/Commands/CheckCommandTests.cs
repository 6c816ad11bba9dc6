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
        run.Lines[0].ShouldBe(_project.PathOf("Rescue.cs") + "(8,25): error BIV0102: profile 'rescue' declares no arch, so mkimage.sh would skip it and exit 0 without an image; call .Arch(Arch.X86_64)");
        run.Lines[1].ShouldBe("1 image checked: 1 error, 0 warnings, 0 hints.");
    }

    [Fact]
    public async Task Warnings_and_hints_are_shown_and_end_with_0()
    {
        _project.Write("VERSIONS", "OLD_VERSION=1\n");
        var run = await CheckAsync(TestProject.Minimal(iso => iso.File("/tmp/x", "x\n")));

        run.ExitCode.ShouldBe(ExitCode.Success);
        run.Lines[0].ShouldStartWith($"{_project.PathOf("VERSIONS")}(1,1): info BIV0205: ");
        run.Lines[1].ShouldStartWith(_project.PathOf("Rescue.cs") + "(8,25): warning BIV0301: ");
        run.Lines[2].ShouldBe("1 image checked: 0 errors, 1 warning, 1 hint.");
    }

    [Fact]
    public async Task Without_findings_only_the_sum_is_shown()
    {
        var run = await CheckAsync(TestProject.Minimal(), TestProject.Minimal(name: "kiosk"));

        run.ExitCode.ShouldBe(ExitCode.Success);
        run.Output.ShouldBe("2 images checked: 0 errors, 0 warnings, 0 hints.\n");
    }

    [Theory]
    [InlineData("check", "0 hints.")]
    [InlineData("plan", "kiosk for x86_64")]
    public async Task A_key_that_only_another_image_uses_is_used(string command, string shown)
    {
        _project.Write("VERSIONS", "GO_VERSION=1\n");
        var run = await DriverRun.InvokeAsync(
            [TestProject.Minimal(iso => iso.File("/etc/go", $"{new PinnedVersion("GO_VERSION", "1")}\n")), TestProject.Minimal(name: "kiosk")],
            command, "--profile", "kiosk", "--project", _project.Folder);

        run.ExitCode.ShouldBe(ExitCode.Success);
        run.Output.ShouldContain(shown);
        run.Output.ShouldNotContain("BIV0205");
    }

    [Fact]
    public async Task A_key_that_is_not_defined_is_shown_where_it_is_used()
    {
        _project.Write("VERSIONS", "GO_VERSION=1\n");
        var run = await CheckAsync(TestProject.Minimal(iso => iso.File("/etc/go", $"{new PinnedVersion("GO_VERSION", "1")}{new PinnedVersion("RUST_VERSION", "2")}\n")));

        run.ExitCode.ShouldBe(ExitCode.DefinitionHasErrors);
        run.Lines[0].ShouldStartWith(_project.PathOf("Rescue.cs") + "(8,25): error BIV0204: Versions.RustVersion is not defined");
    }

    [Theory]
    [InlineData("None|0|0|BIV0102|Rescue.cs", ExitCode.Success, "1 image checked: 0 errors, 0 warnings, 0 hints.")]
    [InlineData("None|7|9|BIV0102|Rescue.cs", ExitCode.Success, "1 image checked: 0 errors, 0 warnings, 0 hints.")]
    [InlineData("Warning|0|0|BIV0102|Rescue.cs", ExitCode.Success, "1 image checked: 0 errors, 1 warning, 0 hints.")]
    [InlineData("None|9|9|BIV0102|Rescue.cs", ExitCode.DefinitionHasErrors, "1 image checked: 1 error, 0 warnings, 0 hints.")]
    [InlineData("None|0|0|BIV0102|Other.cs", ExitCode.DefinitionHasErrors, "1 image checked: 1 error, 0 warnings, 0 hints.")]
    public async Task What_the_project_says_about_findings_counts(string setting, ExitCode code, string sum)
    {
        var run = await CheckAsync(TestProject.Configured(iso => iso.Hostname("rescue"), [], setting));

        run.ExitCode.ShouldBe(code);
        run.Lines[^2].ShouldBe(sum);
    }

    [Fact]
    public async Task A_warning_that_the_project_makes_an_error_ends_with_3_and_stops_a_build()
    {
        var image = TestProject.Configured(iso => iso.Arch(Arch.X86_64).Hostname("rescue").File("/tmp/x", "x\n"), [], "Error|0|0|BIV0301|Rescue.cs");

        (await CheckAsync(image)).ExitCode.ShouldBe(ExitCode.DefinitionHasErrors);
        (await DriverRun.InvokeAsync([image], "plan", "--project", _project.Folder)).ExitCode.ShouldBe(ExitCode.DefinitionHasErrors);
    }

    [Fact]
    public async Task What_only_the_compiler_could_see_is_shown_too()
    {
        var run = await CheckAsync(TestProject.Configured(iso => iso.Arch(Arch.X86_64).Hostname("rescue"), ["BIV0206\tImages/Rescue.cs|9|13\tGO_VERSION\tGoVersion"]));

        run.Lines[0].ShouldStartWith(_project.PathOf("Images/Rescue.cs") + "(9,13): warning BIV0206: the version GO_VERSION becomes plain text here");
    }

    [Fact]
    public async Task A_fragment_of_several_images_is_wrong_once()
    {
        static void Fragment(LiveCdBuilder iso) => iso.File("/tmp/x", "x\n");

        var run = await CheckAsync(TestProject.Minimal(Fragment), TestProject.Minimal(Fragment, "kiosk"));

        run.Lines[^2].ShouldBe("2 images checked: 0 errors, 1 warning, 0 hints.");
    }

    private Task<DriverRun> CheckAsync(params LiveCdImage[] images) => DriverRun.InvokeAsync(images, "check", "--project", _project.Folder);
}
