using System;
using System.Collections.Generic;
using System.IO;
using System.Linq;
using System.Threading;
using System.Threading.Tasks;
using Bivouac.Mkimage.Builders;
using Bivouac.Mkimage.Builders.Sandbox;
using Bivouac.Mkimage.Processes;
using Shouldly;
using Xunit;

namespace Bivouac.Mkimage.Tests.Builders.Sandbox;

/// <summary>What a machine that gives no namespaces is told, with a double of its programs.</summary>
public sealed class SandboxHostTests
{
    [Fact]
    public async Task A_machine_without_unshare_is_told_the_package()
    {
        (await ProblemAsync(new Machine { Missing = ["unshare"] })).Mend.ShouldContain("util-linux");
    }

    [Fact]
    public async Task An_old_unshare_is_told_the_version_that_is_needed()
    {
        (await ProblemAsync(new Machine { MapsIds = false })).Why.ShouldContain("2.38");
    }

    [Fact]
    public async Task A_user_without_newuidmap_is_told_the_package()
    {
        Assert.SkipUnless(File.ReadAllText("/etc/os-release").Contains("debian", StringComparison.Ordinal), "the package is Debian's");

        (await ProblemAsync(new Machine { Missing = ["newuidmap", "newgidmap"] })).Mend.ShouldBe("Run: sudo apt-get install uidmap");
    }

    [Fact]
    public async Task A_user_without_subordinate_ids_is_told_the_command()
    {
        Assert.SkipWhen(
            File.Exists("/etc/subuid") && File.ReadLines("/etc/subuid").Any(static l => l.StartsWith(Environment.UserName + ":", StringComparison.Ordinal)),
            "this user has subordinate ids");

        var problem = await ProblemAsync(new Machine());

        problem.Mend.ShouldStartWith("Run: sudo usermod --add-subuids ");
        problem.Mend.ShouldEndWith(" " + Environment.UserName);
    }

    [Fact]
    public async Task Root_that_may_make_no_namespaces_is_told_so()
    {
        var problem = await ProblemAsync(new Machine { UserId = "0", Refusal = "unshare: unshare failed: Operation not permitted" });

        problem.Why.ShouldContain("Operation not permitted");
        problem.Mend.ShouldContain("--privileged");
    }

    [Fact]
    public async Task Root_that_may_is_taken_at_its_word()
    {
        var facts = new List<string>();
        var problems = new List<BuilderProblem>();

        (await new SandboxHost(new Machine { UserId = "0" }).FindModeAsync(facts, problems, TestContext.Current.CancellationToken))
            .ShouldBe(SandboxMode.Root);

        problems.ShouldBeEmpty();
        facts.ShouldHaveSingleItem();
    }

    private static async Task<BuilderProblem> ProblemAsync(Machine machine)
    {
        var problems = new List<BuilderProblem>();
        (await new SandboxHost(machine).FindModeAsync([], problems, TestContext.Current.CancellationToken)).ShouldBeNull();
        return problems.ShouldHaveSingleItem();
    }

    /// <summary>A double of a machine's programs.</summary>
    private sealed class Machine : IProcessRunner
    {
        public string UserId { get; init; } = "4711";

        public string[] Missing { get; init; } = [];

        public bool MapsIds { get; init; } = true;

        public string? Refusal { get; init; }

        public Task<ProcessResult> RunAsync(ProcessCommand command, CancellationToken cancellationToken = default) =>
            Task.FromResult(command.Program switch
            {
                "id" => new ProcessResult(0, UserId + "\n", ""),
                "/bin/sh" => new ProcessResult(0, string.Concat(Missing.Intersect(command.Arguments).Select(static m => m + "\n")), ""),
                "unshare" when command.Arguments is ["--help"] => new ProcessResult(0, MapsIds ? " --map-auto  map ids" : "", ""),
                "unshare" => new ProcessResult(Refusal is null ? 0 : 1, "", Refusal ?? ""),
                _ => throw new InvalidOperationException(command.Program),
            });

        public Task StartDetachedAsync(ProcessCommand command, string logFile, CancellationToken cancellationToken = default) =>
            throw new InvalidOperationException();

        public Task SignalGroupAsync(int processGroup, GroupSignal signal, CancellationToken cancellationToken = default) =>
            throw new InvalidOperationException();
    }
}
