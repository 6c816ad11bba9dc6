using System;
using System.IO;
using System.Threading;
using System.Threading.Tasks;
using Bivouac.Mkimage.Builders;
using Bivouac.Mkimage.Processes;
using Shouldly;
using Xunit;

namespace Bivouac.Mkimage.Tests.Builders;

/// <summary>The contract on this machine, taken for a fit one: what runs needs only a POSIX shell.</summary>
public sealed class HostBuilderTests : BuilderContract
{
    private protected override bool IsOfThisMachine => true;

    [Fact]
    public async Task The_work_directory_is_its_users_alone()
    {
        (await RunAsync("stat -c %a .")).Log.ShouldBe("700\n");
    }

    [Fact]
    public async Task A_machine_that_is_not_fit_is_not_used_and_says_what_mends_it()
    {
        var builder = new HostBuilder(Options(Here["work dir"]), new ProcessRunner(), new NoHttp(), new Unfit());

        var probe = await builder.ProbeAsync(Token);
        var failure = await Should.ThrowAsync<DriverException>(() => builder.PrepareAsync(null, Token));

        probe.IsFit.ShouldBeFalse();
        probe.FreeBytes.ShouldNotBeNull().ShouldBeGreaterThan(0);
        failure.ExitCode.ShouldBe(ExitCode.BuilderUnavailable);
        failure.Message.ShouldBe("This machine lacks tools: not found: mformat. Run: apk add mtools");
    }

    [Fact]
    public async Task A_machine_that_is_not_Alpine_is_told_to_use_the_sandbox()
    {
        Assert.SkipWhen(File.Exists("/etc/alpine-release"), "this machine is Alpine Linux");

        var probe = await new HostBuilder(Options(Here["work dir"]), new ProcessRunner(), new NoHttp()).ProbeAsync(Token);

        probe.Problems.ShouldHaveSingleItem().Mend.ShouldContain("--builder sandbox");
    }

    [Theory]
    [InlineData("/tmp/bivouac")]
    [InlineData("/dev/shm/bivouac")]
    public async Task A_work_directory_in_memory_is_refused(string folder)
    {
        var probe = await new HostBuilder(Options(folder), new ProcessRunner(), new NoHttp(), new Fit()).ProbeAsync(Token);

        var problem = probe.Problems.ShouldHaveSingleItem();
        problem.What.ShouldContain(folder);
        problem.Mend.ShouldContain("/var/tmp");
    }

    [Fact]
    public async Task A_work_directory_behind_a_link_is_judged_by_where_it_leads()
    {
        Directory.CreateSymbolicLink(Here["link"], "/tmp");

        var probe = await new HostBuilder(Options(Here["link/work"]), new ProcessRunner(), new NoHttp(), new Fit()).ProbeAsync(Token);

        probe.Problems.ShouldHaveSingleItem().What.ShouldContain("(/tmp/work)");
    }

    [Fact]
    public async Task A_mirror_folder_without_the_branch_is_refused_by_the_file_that_is_missing()
    {
        var builder = new HostBuilder(
            Options(Here["work dir"]) with { Branch = "3.99" },
            new ProcessRunner(),
            new NoHttp(),
            new Fit());

        var failure = await Should.ThrowAsync<DriverException>(() => builder.PrepareAsync(null, Token));

        failure.ExitCode.ShouldBe(ExitCode.BuilderUnavailable);
        failure.Message.ShouldContain("v3.99/main/x86_64/APKINDEX.tar.gz");
        failure.Next.ShouldContain("--mirror");
    }

    private protected override IBuilder Create(string workDirectory) =>
        new HostBuilder(Options(workDirectory), new ProcessRunner(), new NoHttp(), new Fit()) { StopGrace = TimeSpan.FromSeconds(1) };

    private BuilderOptions Options(string workDirectory)
    {
        Here.Write("mirror/v3.20/main/x86_64/APKINDEX.tar.gz", "");
        Here.Write("aports/scripts/mkimage.sh", "");
        return new BuilderOptions
        {
            Arch = "x86_64",
            Release = "3.20.3",
            Branch = "3.20",
            Mirror = Here["mirror"],
            AportsSource = Here["aports"],
            WorkDirectory = workDirectory,
            CacheDirectory = Here["cache"],
        };
    }

    private sealed class Fit : IHostInspector
    {
        public Task<HostInspection> InspectAsync(CancellationToken cancellationToken) =>
            Task.FromResult(new HostInspection([], [], "/root/.abuild/test.rsa"));
    }

    private sealed class Unfit : IHostInspector
    {
        public Task<HostInspection> InspectAsync(CancellationToken cancellationToken) => Task.FromResult(
            new HostInspection([], [new BuilderProblem("This machine lacks tools", "not found: mformat", "Run: apk add mtools")], null));
    }
}
