using System;
using System.IO;
using System.Threading.Tasks;
using Bivouac.Package.Tests.Harness;
using Shouldly;
using Xunit;

namespace Bivouac.Package.Tests;

/// <summary>Given a project with a reference to the package and no entry point, when it is run.</summary>
public sealed class FreshProjectTests(PackedPackage package, FreshProject project) : IClassFixture<FreshProject>
{
    [Fact]
    public void It_builds_without_a_warning_and_shows_the_plan()
    {
        project.Plan.ShouldExitWith(0).ShouldNotWarn();
        project.Plan.Output.ShouldStartWith("rescue for x86_64, Alpine 3.21\n");
        project.Plan.Output.ShouldMatch(@"(?m)^ +installed +alpine-base e2fsprogs smartmontools$");
    }

    [Fact]
    public void It_stages_the_overlay_and_compiles_nothing_of_it()
    {
        project.Plan.Output.ShouldContain("files/overlay/etc/profile.d/hello.sh");
        project.Plan.Output.ShouldContain("files/overlay/usr/share/demo/Broken.cs");
    }

    [Fact]
    public async Task It_checks_the_definition()
    {
        var check = (await project.Folder.DotnetAsync("run", "--no-build", "--", "check")).ShouldExitWith(0);
        check.Output.ShouldContain("1 image checked: 0 errors");
    }

    [Fact]
    public async Task It_writes_scripts_that_can_be_used_by_hand()
    {
        (await project.RunAsync("scripts", "-o", "by-hand")).ShouldExitWith(0);
        var folder = project.Folder["by-hand"];
        File.ReadAllText(Path.Combine(folder, "mkimg.rescue.sh")).ShouldContain("profile_rescue()");
        File.ReadAllText(Path.Combine(folder, "VERSIONS")).ShouldBe("ALPINE_VERSION=3.21\n");
        File.ReadAllText(Path.Combine(folder, "files/overlay/etc/profile.d/hello.sh")).ShouldBe("echo hello\n");
        new FileInfo(Path.Combine(folder, "files/overlay/etc/nowhere")).LinkTarget.ShouldBe("/nowhere/at/all");
        var overlay = Path.Combine(folder, "genapkovl-rescue.sh");
        File.ReadAllText(overlay).ShouldStartWith("#!/bin/sh");
        if (!OperatingSystem.IsWindows()) File.GetUnixFileMode(overlay).HasFlag(UnixFileMode.UserExecute).ShouldBeTrue();
    }

    [Fact]
    public async Task It_finds_its_files_from_wherever_it_is_run()
    {
        var elsewhere = package.NewFolder("elsewhere");
        var plan = (await elsewhere.RunAsync(project.Program, "plan")).ShouldExitWith(0);
        plan.Output.ShouldContain(elsewhere["artifacts/alpine-rescue-3.21-x86_64.iso"]);
        plan.Output.ShouldContain("files/overlay/etc/profile.d/hello.sh");
    }

    [Fact]
    public void It_is_not_profiled_while_it_waits_for_mkimage() =>
        File.ReadAllText(Path.ChangeExtension(project.Program, ".runtimeconfig.json")).ShouldContain("\"System.Runtime.TieredPGO\": false");

    [Fact]
    public async Task It_explains_itself()
    {
        var help = (await project.Folder.DotnetAsync("run", "--no-build", "--", "--help")).ShouldExitWith(0);
        help.Output.ShouldContain("dotnet run -- plan");
        help.Output.ShouldContain("Exit codes:");
    }

    [Fact]
    public async Task It_says_which_version_it_is() =>
        (await project.RunAsync("--version")).ShouldExitWith(0).Output.ShouldMatch(@"^\d+\.\d+\.\d+\n$");

    [Fact]
    public async Task It_refuses_an_option_that_there_is_not() =>
        (await project.RunAsync("--no-such-option")).ShouldExitWith(2).Output.ShouldContain("'--no-such-option'");
}
