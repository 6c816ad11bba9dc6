using System.Collections.Generic;
using System.Linq;
using System.Threading;
using System.Threading.Tasks;
using Bivouac.Mkimage.Builders;
using Shouldly;
using Xunit;

namespace Bivouac.Mkimage.Tests.Builders;

public sealed class BuilderChoiceTests
{
    private static readonly Machine Alpine = new() { IsLinux = true, AlpineRelease = "3.21.3" };
    private static readonly Machine Debian = new() { IsLinux = true };
    private static readonly Machine Mac = new();

    [Theory]
    [InlineData(null)]
    [InlineData("auto")]
    public async Task Alpine_builds_itself_and_other_Linux_in_a_sandbox(string? asked)
    {
        (await ChooseAsync(asked, Alpine)).ShouldBe("host (this machine is Alpine Linux 3.21.3)");
        (await ChooseAsync(asked, Debian)).ShouldBe("sandbox (this machine is Linux, but not Alpine)");
        Debian.Asked.ShouldBeEmpty();
    }

    [Fact]
    public async Task What_the_user_named_needs_no_reason()
    {
        (await ChooseAsync("sandbox", Alpine)).ShouldBe("sandbox");
        (await ChooseAsync("host", Mac)).ShouldBe("host");
        (await ChooseAsync("ssh://build@alpine", Mac)).ShouldBe("ssh://build@alpine");
    }

    [Fact]
    public async Task Without_a_sandbox_a_container_is_taken_that_answers_and_why_is_said()
    {
        var locked = new Machine { IsLinux = true, SandboxRefusal = "it gives its users no namespaces", Answering = ["podman"] };

        (await ChooseAsync(null, locked)).ShouldBe("podman (it cannot have a sandbox: it gives its users no namespaces; podman answers)");
        locked.Asked.ShouldBe(["docker", "podman"]);
        (await ChooseAsync(null, new Machine { Answering = ["docker", "podman"] })).ShouldBe("docker (this machine is not Linux; docker answers)");
    }

    [Fact]
    public async Task Linux_that_gives_nothing_is_told_what_mends_the_sandbox()
    {
        var locked = new Machine { IsLinux = true, SandboxRefusal = "it gives its users no namespaces" };

        (await ChooseAsync(null, locked)).ShouldBe("sandbox (this machine is Linux, but not Alpine, and neither docker nor podman answers)");
    }

    [Fact]
    public async Task Where_there_is_none_the_scripts_can_be_taken_elsewhere()
    {
        var failure = await Should.ThrowAsync<DriverException>(() => ChooseAsync(null, new Machine()));

        failure.ExitCode.ShouldBe(ExitCode.BuilderUnavailable);
        failure.Why.ShouldContain("docker is not there");
        failure.Next.ShouldStartWith("install docker");
        failure.Next.ShouldContain("scripts");
    }

    private static async Task<string> ChooseAsync(string? asked, Machine machine) =>
        (await BuilderChoice.OfAsync(asked, machine, TestContext.Current.CancellationToken)).ToString();

    /// <summary>A double of a machine.</summary>
    private sealed class Machine : IMachine
    {
        public bool IsLinux { get; init; }

        public string? AlpineRelease { get; init; }

        public string? SandboxRefusal { get; init; }

        public string[] Answering { get; init; } = [];

        public List<string> Asked { get; } = [];

        public Task<BuilderProblem?> WhyNoSandboxAsync(CancellationToken cancellationToken) =>
            Task.FromResult(SandboxRefusal is null ? null : new BuilderProblem("The sandbox cannot be made", SandboxRefusal, "mend it"));

        public Task<BuilderProblem?> WhyNoContainerAsync(string program, CancellationToken cancellationToken)
        {
            Asked.Add(program);
            return Task.FromResult(Answering.Contains(program) ? null : new BuilderProblem(program + " is not there", "not found", "install " + program + "."));
        }
    }
}
