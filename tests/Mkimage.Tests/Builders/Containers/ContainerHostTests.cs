using System;
using System.Collections.Generic;
using System.Threading.Tasks;
using Bivouac.Mkimage.Builders;
using Bivouac.Mkimage.Builders.Containers;
using Bivouac.Mkimage.Processes;
using Shouldly;
using Xunit;

namespace Bivouac.Mkimage.Tests.Builders.Containers;

/// <summary>What a user is told of an engine, with a double of its program; the sentences are the programs' own.</summary>
public sealed class ContainerHostTests
{
    private readonly List<string> facts = [];

    [Theory]
    [InlineData("docker")]
    [InlineData("podman")]
    public async Task A_program_that_is_not_there_is_told_with_what_installs_it(string program)
    {
        var problem = await ProblemAsync(program, new EngineDouble { IsInstalled = false });

        problem.What.ShouldBe($"There is no {program} on this machine");
        problem.Mend.ShouldContain(program);
    }

    [Fact]
    public async Task A_docker_that_does_not_run_is_to_be_started()
    {
        Assert.SkipWhen(Environment.GetEnvironmentVariable("DOCKER_HOST") is { Length: > 0 }, "DOCKER_HOST is set, which is told instead");

        var problem = await ProblemAsync("docker", Failing(
            "Cannot connect to the Docker daemon at unix:///var/run/docker.sock. Is the docker daemon running?"));

        problem.What.ShouldBe("docker does not answer");
        problem.Mend.ShouldBe("Run: sudo systemctl start docker");
    }

    [Fact]
    public async Task A_docker_that_does_not_run_may_still_say_what_it_knows_of_itself()
    {
        var info = new ProcessResult(0, """{"ServerVersion":"","ServerErrors":["Cannot connect to the Docker daemon at tcp://h:1. Is the docker daemon running?"]}""", "");

        (await ProblemAsync("docker", new EngineDouble { Answers = new() { ["info"] = info } })).Why.ShouldContain("cannot be reached");
    }

    [Fact]
    public async Task A_socket_that_this_user_may_not_use_is_told_with_the_group()
    {
        var problem = await ProblemAsync("docker", Failing(
            "permission denied while trying to connect to the Docker daemon socket at unix:///var/run/docker.sock: Get \"http://x\": dial unix /var/run/docker.sock: connect: permission denied"));

        problem.Why.ShouldStartWith("this user may not speak to it");
        problem.Mend.ShouldStartWith($"Run: sudo usermod -aG docker {Environment.UserName}");
    }

    [Theory]
    [InlineData("Error: cannot find mappings for user \"u\": no subuid ranges found for user \"u\" in /etc/subuid")]
    [InlineData("Error: creating container storage: not enough unused IDs in user namespace")]
    [InlineData("potentially insufficient UIDs or GIDs available in user namespace")]
    public async Task A_rootless_podman_without_subordinate_ids_is_told_the_command(string error) =>
        (await ProblemAsync("podman", Failing(error))).Mend.ShouldStartWith("Run: sudo usermod --add-subuids ");

    [Fact]
    public async Task A_rootless_podman_without_newuidmap_is_told_the_package() =>
        (await ProblemAsync("podman", Failing("Error: command required for rootless mode with multiple IDs: exec: \"newuidmap\": executable file not found in $PATH")))
            .Mend.ShouldContain("uidmap");

    [Fact]
    public async Task All_else_is_told_in_the_programs_own_words()
    {
        var problem = await ProblemAsync("podman", Failing("Error: database is locked"));

        problem.Why.ShouldBe("Error: database is locked");
        problem.Mend.ShouldBe("Run: podman info");
    }

    [Fact]
    public async Task Too_little_space_is_a_problem()
    {
        var full = EngineDouble.Podman.Replace("\"graphRootUsed\":4000000000", "\"graphRootUsed\":8900000000", StringComparison.Ordinal);

        var problem = await ProblemAsync("podman", new EngineDouble { Answers = new() { ["info"] = new ProcessResult(0, full, "") } });

        problem.Why.ShouldContain("only 95 MiB are free in /x");
        problem.Mend.ShouldBe("Run: podman system prune");
    }

    [Fact]
    public async Task An_architecture_that_is_neither_its_own_nor_emulated_is_a_problem()
    {
        var problems = new List<BuilderProblem>();
        var foreign = System.IO.File.Exists("/proc/sys/fs/binfmt_misc/qemu-s390x") ? "loongarch64" : "s390x";

        await HostOf("podman", Answering(EngineDouble.Podman)).InspectAsync(foreign, facts, problems, TestContext.Current.CancellationToken);

        problems.ShouldHaveSingleItem().What.ShouldBe($"podman cannot run programs of {foreign} here");
    }

    [Theory]
    [InlineData("podman", "podman 5.4.0 answers, without root")]
    [InlineData("docker", "docker 28.0.1 answers")]
    public async Task An_engine_that_answers_is_told_with_its_version(string program, string fact)
    {
        var problems = new List<BuilderProblem>();
        var engine = await HostOf(program, Answering(program == "podman" ? EngineDouble.Podman : EngineDouble.Docker))
            .InspectAsync("x86_64", facts, problems, TestContext.Current.CancellationToken);

        problems.ShouldBeEmpty();
        facts.ShouldBe([fact]);
        engine!.FreeBytes.ShouldBe(program == "podman" ? 5_000_000_000 : null);
    }

    [Fact]
    public async Task An_engine_on_another_machine_says_so_and_its_disk_is_not_looked_for_here()
    {
        var remote = Answering(EngineDouble.Docker.Replace("/no/such/folder", "/var", StringComparison.Ordinal));
        remote.Answers["context inspect"] = new ProcessResult(0, "ssh://builder\n", "");

        var engine = await HostOf("docker", remote).InspectAsync("x86_64", facts, [], TestContext.Current.CancellationToken);

        engine!.FreeBytes.ShouldBeNull();
        facts.ShouldBe(["docker 28.0.1 answers, on another machine"]);
    }

    [Theory]
    [InlineData("docker")]
    [InlineData("podman")]
    public async Task A_container_is_made_without_any_right_and_without_a_folder_of_the_machine(string program)
    {
        var engine = new EngineDouble
        {
            Answers = new()
            {
                ["container inspect"] = new ProcessResult(1, "[]", "Error response from daemon: No such container: x"),
                ["volume inspect"] = new ProcessResult(1, "[]", "Error: no such volume x"),
                ["create"] = new ProcessResult(0, "0123456789abcdef\n", ""),
            },
        };
        using var here = new TestFolder();
        var container = new WorkContainer(new ContainerCli(program, engine), engine, "bivouac-work-1", "/srv/work", "/var/tmp/bivouac", here.Path);

        var link = await container.ProvideAsync(
            [.. ContainerImage.Confinement(program, Mirror.Parse(here.Path), "bivouac-mirror-1"), "image", "init"], [], null, TestContext.Current.CancellationToken);
        await link.ReleaseAsync();

        link.Container.ShouldBe("0123456789abcdef");
        engine.Calls.ShouldContain($"{program} volume create --label io.bivouac.kind=work --label io.bivouac.workdir=/srv/work bivouac-work-1");
        var create = engine.Calls.Find(static c => c.Contains(" create --pull never ", StringComparison.Ordinal))!;
        create.ShouldEndWith("--volume bivouac-work-1:/var/tmp/bivouac --security-opt no-new-privileges --network none --volume bivouac-mirror-1:/srv/mirror:ro image init");
        create.ShouldNotContain("--privileged");
        create.ShouldNotContain("--cap-add");
        engine.Calls[^2].ShouldBe($"{program} start 0123456789abcdef");
        engine.Calls[^1].ShouldStartWith($"{program} exec -i 0123456789abcdef ");
    }

    private static EngineDouble Failing(string error) => new() { Answers = new() { ["info"] = new ProcessResult(1, "", error + "\n") } };

    private static EngineDouble Answering(string info) => new() { Answers = new() { ["info"] = new ProcessResult(0, info, "") } };

    private static ContainerHost HostOf(string program, IProcessRunner processes) => new(new ContainerCli(program, processes));

    private async Task<BuilderProblem> ProblemAsync(string program, EngineDouble engine)
    {
        var problems = new List<BuilderProblem>();
        await HostOf(program, engine).InspectAsync("x86_64", facts, problems, TestContext.Current.CancellationToken);
        return problems.ShouldHaveSingleItem();
    }
}
