using System;
using System.Linq;
using System.Threading.Tasks;
using Bivouac.Mkimage.Commands;
using Bivouac.Mkimage.Tests.Project;
using Shouldly;
using Xunit;

namespace Bivouac.Mkimage.Tests.Commands;

public sealed class CommandLineTests : IDisposable
{
    private readonly TestProject _project = new();

    public void Dispose() => _project.Dispose();

    [Theory]
    [InlineData("--nonsense")]
    [InlineData("nonsense")]
    [InlineData("check", "--builder", "host")]
    [InlineData("plan", "--profile")]
    public async Task What_the_command_line_does_not_know_ends_with_2(params string[] args)
    {
        var run = await DriverRun.InvokeAsync([TestProject.Minimal()], args);

        run.ExitCode.ShouldBe(ExitCode.Usage);
        run.Output.ShouldContain("error: ");
        run.Output.ShouldContain("--help");
    }

    [Theory]
    [InlineData("--quiet", "--verbose")]
    [InlineData("--json", "--verbose")]
    [InlineData("--json", "--quiet")]
    [InlineData("build", "-q", "-v")]
    public async Task Ways_to_show_a_build_that_exclude_each_other_end_with_2(params string[] args)
    {
        var run = await DriverRun.InvokeAsync([TestProject.Minimal()], args);

        run.ExitCode.ShouldBe(ExitCode.Usage);
        run.Output.ShouldContain(" exclude each other; give one of them.");
    }

    [Fact]
    public async Task Help_shows_examples_and_every_exit_code()
    {
        var run = await DriverRun.InvokeAsync([TestProject.Minimal()], "--help");

        run.ExitCode.ShouldBe(ExitCode.Success);
        foreach (var example in (string[])["dotnet run -- plan", "dotnet run -- check", "dotnet run -- scripts", "dotnet run -- apkovl", "--mirror"]) run.Output.ShouldContain(example);
        foreach (var code in Enum.GetValues<ExitCode>()) run.Output.ShouldContain(FormattableString.Invariant($"{(int)code} "), customMessage: code.ToString());
        foreach (var command in (string[])["build", "scripts", "apkovl", "check", "plan"]) run.Lines.ShouldContain(l => l.TrimStart().StartsWith(command + " ", StringComparison.Ordinal));
    }

    [Theory]
    [InlineData("build")]
    [InlineData("scripts")]
    [InlineData("apkovl")]
    [InlineData("check")]
    [InlineData("plan")]
    public async Task Every_command_has_help(string command)
    {
        var run = await DriverRun.InvokeAsync([], command, "--help");

        run.ExitCode.ShouldBe(ExitCode.Success);
        run.Output.ShouldContain("--project");
    }

    [Fact]
    public async Task The_version_is_three_numbers()
    {
        var run = await DriverRun.InvokeAsync([], "--version");

        run.ExitCode.ShouldBe(ExitCode.Success);
        run.Output.Trim().ShouldMatch(@"^\d+\.\d+\.\d+(-\S+)?$");
    }

    [Fact]
    public async Task A_project_that_is_not_there_ends_with_2()
    {
        var run = await DriverRun.InvokeAsync([TestProject.Minimal()], "check", "--project", _project.PathOf("nowhere"));

        run.ExitCode.ShouldBe(ExitCode.Usage);
        run.Output.ShouldContain(_project.PathOf("nowhere"));
    }

    [Fact]
    public async Task A_project_that_is_a_file_ends_with_2()
    {
        var run = await DriverRun.InvokeAsync([TestProject.Minimal()], "check", "--project", _project.Write("VERSIONS", ""));

        run.ExitCode.ShouldBe(ExitCode.Usage);
        run.Output.ShouldContain("is a file");
    }

    [Theory]
    [InlineData("check", "--project")]
    [InlineData("check", "--profile")]
    [InlineData("check", "--report")]
    [InlineData("index", "--mirror")]
    [InlineData("scripts", "--output")]
    [InlineData("plan", "--aports")]
    [InlineData("plan", "--arch")]
    [InlineData("plan", "--tag")]
    [InlineData("build", "--apk-key")]
    [InlineData("build", "--builder")]
    [InlineData("build", "--workdir")]
    public async Task An_empty_value_ends_with_2(string command, string option)
    {
        var run = await DriverRun.InvokeAsync([TestProject.Minimal()], command, option, "");

        run.ExitCode.ShouldBe(ExitCode.Usage);
        run.Output.ShouldContain($"error: {option} has an empty value");
    }

    [Theory]
    [InlineData("wonder", ExitCode.Usage, "There is no builder 'wonder'")]
    public async Task A_builder_that_does_not_exist_ends_with_2(string builder, ExitCode code, string what)
    {
        var run = await DriverRun.InvokeAsync([TestProject.Minimal()], "--project", _project.Folder, "--output", _project.Output, "--builder", builder);

        run.ExitCode.ShouldBe(code);
        run.Output.ShouldContain(what);
    }

    [Theory]
    [InlineData()]
    [InlineData("build")]
    public async Task A_project_without_an_image_ends_with_2(params string[] args)
    {
        var run = await DriverRun.InvokeAsync([], [.. args, "--project", _project.Folder]);

        run.ExitCode.ShouldBe(ExitCode.Usage);
        run.Output.ShouldContain("[LiveCd]");
    }

    [Fact]
    public async Task Several_images_and_none_named_ends_with_2_and_their_names()
    {
        var run = await DriverRun.InvokeAsync([TestProject.Minimal(), TestProject.Minimal(name: "kiosk")], "--project", _project.Folder);

        run.ExitCode.ShouldBe(ExitCode.Usage);
        run.Output.ShouldContain("rescue, kiosk");
        run.Output.ShouldContain("--profile rescue");
    }

    [Fact]
    public void An_unknown_profile_is_a_usage_error_that_names_the_known_ones()
    {
        var failure = Should.Throw<DriverException>(() => ImageSelection.All([TestProject.Minimal()], ["rescue", "kiosk"]));

        failure.ExitCode.ShouldBe(ExitCode.Usage);
        failure.What.ShouldBe("There is no image 'kiosk'");
        failure.Why.ShouldBe("the project defines rescue");
    }

    [Fact]
    public void Named_images_come_once_and_in_the_order_of_the_project() =>
        ImageSelection.Named([TestProject.Minimal(), TestProject.Minimal(name: "a"), TestProject.Minimal(name: "b")], ["b", "rescue", "b"])
            .Select(i => i.Model.Name).ShouldBe(["rescue", "b"]);

    [Fact]
    public void The_only_image_needs_no_name() => ImageSelection.Named([TestProject.Minimal()], []).ShouldHaveSingleItem();

    [Fact]
    public void Without_a_choice_every_declared_architecture_is_built() =>
        ImageSelection.Arches(TestProject.Image(iso => iso.Arch(Arch.X86_64, Arch.Aarch64).Hostname("x")), null).ShouldBe(["x86_64", "aarch64"]);

    [Theory]
    [InlineData("aarch64")]
    [InlineData("amd64")]
    public void An_architecture_that_is_not_declared_is_a_usage_error_since_mkimage_would_exit_0(string arch)
    {
        var failure = Should.Throw<DriverException>(() => ImageSelection.Arches(TestProject.Minimal(), arch));

        failure.ExitCode.ShouldBe(ExitCode.Usage);
        failure.Why.ShouldBe("it declares x86_64");
    }
}
