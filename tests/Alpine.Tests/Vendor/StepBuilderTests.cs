using System;
using System.Threading.Tasks;
using Bivouac.Alpine.Tests.Builders.Ssh;
using Bivouac.Mkimage.Builders;
using Bivouac.Mkimage.Processes;
using Bivouac.Mkimage.Tests.Builders.Containers;
using Shouldly;
using Xunit;

namespace Bivouac.Alpine.Tests.Vendor;

/// <summary>The same build step on the builders that are no sandbox.</summary>
/// <param name="alpine">The material.</param>
/// <param name="docker">The engine of its own.</param>
/// <param name="podman">The engine of its own.</param>
public sealed class StepBuilderTests(AlpineFixture alpine, DockerEngine docker, PodmanEngine podman) : IClassFixture<DockerEngine>, IClassFixture<PodmanEngine>
{
    [Fact]
    public async Task V5_a_step_is_made_and_reused_in_docker()
    {
        alpine.Require();
        docker.Require();
        await IsMadeAndReusedAsync("docker", () => alpine.Container(docker));
    }

    [Fact]
    public async Task V5_a_step_is_made_and_reused_behind_ssh()
    {
        alpine.Require();
        await using var machine = await AlpineMachine.StartAsync();
        using var builder = SshAlpineTests.Builder(machine, new ProcessRunner());
        (await machine.MendAsync(builder)).Problems.ShouldBeEmpty();
        await IsMadeAndReusedAsync("ssh", () => builder);
    }

    [Fact]
    public async Task V5_a_step_is_made_and_reused_in_podman()
    {
        alpine.Require();
        podman.Require();
        await IsMadeAndReusedAsync("podman", () => alpine.Container(podman));
    }

    private async Task IsMadeAndReusedAsync(string name, Func<IBuilder> builder)
    {
        await using var step = new StepProject(alpine, "in-" + name, StepProject.Compile);
        var hello = StepProject.Content((await step.BuildAsync(builder()))["usr/local/bin/hello"]);
        step.TakeNotes().ShouldContain(t => t.Contains("step hello is made linux-lts-6.1", StringComparison.Ordinal));

        step.Project.Write("overlay/etc/motd", "another\n");
        StepProject.Content((await step.BuildAsync(builder()))["usr/local/bin/hello"]).ShouldBe(hello);
        step.TakeNotes().ShouldContain(t => t.Contains("step hello is reused", StringComparison.Ordinal));
    }
}
