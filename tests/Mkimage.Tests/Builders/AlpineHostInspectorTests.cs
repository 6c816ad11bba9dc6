using System;
using System.Collections.Generic;
using System.Threading;
using System.Threading.Tasks;
using Bivouac.Mkimage.Builders;
using Bivouac.Mkimage.Processes;
using Shouldly;
using Xunit;

namespace Bivouac.Mkimage.Tests.Builders;

/// <summary>What is made of a machine's answers; real machines are looked at in Alpine.Tests.</summary>
public sealed class AlpineHostInspectorTests : IDisposable
{
    private readonly TestFolder _here = new();
    private readonly Dictionary<string, string> _answers = new()
    {
        [AlpineHostInspector.ReleaseScript] = "3.20.3\n0\napk-tools 2.14.4, compiled for x86_64.\n",
        [AlpineHostInspector.MissingScript] = "",
        [AlpineHostInspector.NoFilesScript] = "",
        [AlpineHostInspector.KeyScript] = "/root/.abuild/team.rsa",
        [AlpineHostInspector.BrokenScript] = "",
    };

    private CancellationToken Token => TestContext.Current.CancellationToken;

    public void Dispose() => _here.Dispose();

    [Fact]
    public async Task A_machine_with_everything_has_no_problem()
    {
        var inspection = await InspectAsync();

        inspection.Problems.ShouldBeEmpty();
        inspection.SigningKey.ShouldBe("/root/.abuild/team.rsa");
    }

    [Fact]
    public async Task A_package_that_is_not_installed_whole_is_named_with_what_mends_it()
    {
        _answers[AlpineHostInspector.BrokenScript] = "abuild\nmkinitfs\n";

        var problem = (await InspectAsync()).Problems.ShouldHaveSingleItem();

        problem.What.ShouldBe("The builder has packages that are not installed whole");
        problem.Why.ShouldEndWith("says nothing: abuild, mkinitfs");
        problem.Mend.ShouldBe("Run: ssh -t far apk fix abuild mkinitfs");
    }

    [Fact]
    public async Task Who_is_not_root_there_does_not_call_apk()
    {
        _answers[AlpineHostInspector.ReleaseScript] = "3.20.3\n1000\napk-tools 2.14.4, compiled for x86_64.\n";
        _answers[AlpineHostInspector.BrokenScript] = "abuild\n";

        (await InspectAsync()).Problems.ShouldBeEmpty();
    }

    [Fact]
    public async Task Broken_packages_are_read_from_the_database_of_apk()
    {
        _here.Write("installed", "C:Q1T8=\nP:abuild\nV:3.13.0-r3\nf:s\nF:usr\nR:f:x\n\nC:Q1wW=\nP:kmod\nV:32-r0\nF:usr\n\nP:xorriso\nf:Sf\n\nP:grub\nf:x\n\nP:zstd\nf:S\n\n");

        var result = await new ProcessRunner().RunAsync(new("/bin/sh", ["-c", AlpineHostInspector.BrokenScript, "sh", _here["none"], _here["installed"]]), Token);

        result.Output.ShouldBe("abuild\nxorriso\n");
        result.ExitCode.ShouldBe(0);
    }

    private Task<HostInspection> InspectAsync() =>
        new AlpineHostInspector(
            new BuilderOptions { Arch = "x86_64", Release = "3.20.3", Branch = "3.20", Mirror = "https://mirror.example.org", CacheDirectory = _here.Path },
            new InspectedMachine("The builder", AnswerAsync, static line => "ssh -t far " + line, "elsewhere")).InspectAsync(Token);

    private Task<ProcessResult> AnswerAsync(string script, IReadOnlyList<string> arguments, CancellationToken cancellationToken) =>
        Task.FromResult(new ProcessResult(0, _answers[script], ""));
}
