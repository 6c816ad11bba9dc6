using System;
using System.Collections.Generic;
using System.IO;
using System.Threading.Tasks;
using Bivouac.Mkimage.Tests.Project;
using Shouldly;
using Xunit;

namespace Bivouac.Mkimage.Tests.Commands;

/// <summary>What no command gets past.</summary>
public sealed class DefinitionGateTests : IDisposable
{
    private static readonly PinnedVersion Go = new("GO_VERSION", "1.2");
    private readonly TestProject _project = new();

    public void Dispose() => _project.Dispose();

    [Theory]
    [InlineData("build")]
    [InlineData("scripts")]
    [InlineData("apkovl")]
    [InlineData("plan")]
    public async Task A_definition_with_errors_ends_with_3_and_nothing_is_written(string command)
    {
        var run = await RunAsync(command, TestProject.Image(iso => iso.Hostname("rescue")));

        run.ExitCode.ShouldBe(ExitCode.DefinitionHasErrors);
        run.Output.ShouldContain("error BIV0102");
        run.Output.ShouldContain("The definition has errors.");
        Directory.Exists(_project.Output).ShouldBeFalse();
    }

    [Theory]
    [InlineData("mkimg.rescue.sh", "another text")]
    [InlineData("genapkovl-rescue.sh", null)]
    public async Task Scripts_that_do_not_belong_to_the_definition_end_with_1(string script, string? text)
    {
        var image = TestProject.Minimal();
        var scripts = new Dictionary<string, string>(image.Scripts, StringComparer.Ordinal);
        if (text is null) scripts.Remove(script);
        else scripts[script] = text;
        var run = await RunAsync("scripts", image with { Scripts = scripts });

        run.ExitCode.ShouldBe(ExitCode.Unexpected);
        run.Output.ShouldContain($"The compiler and the program disagree about {script}");
        run.Output.ShouldContain("dotnet build --no-incremental");
    }

    [Fact]
    public async Task A_program_that_was_built_with_another_VERSIONS_ends_with_3()
    {
        _project.Write("VERSIONS", "GO_VERSION=1.3\n");
        var run = await RunAsync("scripts", TestProject.Minimal(iso => iso.File("/etc/go", $"{Go}\n")));

        run.ExitCode.ShouldBe(ExitCode.DefinitionHasErrors);
        run.Output.ShouldContain("GO_VERSION was 1.2 then and is 1.3 now");
    }

    [Fact]
    public async Task A_warning_is_shown_and_does_not_stop()
    {
        var run = await RunAsync("scripts", TestProject.Minimal(iso => iso.File("/tmp/x", "x\n")));

        run.ExitCode.ShouldBe(ExitCode.Success);
        run.Lines[0].ShouldContain("warning BIV0301");
    }

    private Task<DriverRun> RunAsync(string command, LiveCdImage image) =>
        DriverRun.InvokeAsync([image], command, "--project", _project.Folder, "--output", _project.Output);
}
