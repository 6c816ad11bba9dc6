using System;
using System.Collections.Generic;
using System.Threading.Tasks;
using Bivouac.Mkimage.Builders;
using Bivouac.Mkimage.Builders.Containers;
using Bivouac.Mkimage.Processes;
using Shouldly;
using Xunit;

namespace Bivouac.Mkimage.Tests.Builders.Containers;

/// <summary>What a user is told of a mirror with a URL, with a double of the engine's program; the sentences are the programs' own.</summary>
public sealed class ContainerReachTests
{
    private static readonly Dictionary<string, string> None = [];

    private readonly List<string> facts = [];
    private IReadOnlyList<string> calls = [];
    private readonly List<BuilderProblem> problems = [];

    [Fact]
    public async Task Without_an_image_to_look_from_the_first_build_tells()
    {
        await LookAsync("http://192.0.2.9/alpine", null);

        problems.ShouldBeEmpty();
        facts.ShouldHaveSingleItem().ShouldStartWith("whether containers reach the mirror is seen at the first build");
    }

    [Theory]
    [InlineData("http://127.0.0.1:8080/alpine")]
    [InlineData("http://localhost:8080/alpine")]
    [InlineData("http://[::1]:8080/alpine")]
    [InlineData("http://mirror.localhost:8080/alpine")]
    public async Task The_loopback_address_is_told_even_without_an_image(string mirror)
    {
        await LookAsync(mirror, null);

        var problem = problems.ShouldHaveSingleItem();
        problem.What.ShouldBe("Containers of podman do not reach the mirror " + mirror);
        problem.Why.ShouldEndWith("is this machine itself; in a container it is the container itself");
        problem.Mend.ShouldMatch(@"--mirror DIR\. .* --mirror http://[^/]+:8080/alpine$");
    }

    [Fact]
    public async Task The_loopback_address_is_none_where_containers_have_this_machines_network()
    {
        await LookAsync("http://127.0.0.1:8080", new ProcessResult(0, "", ""));

        problems.ShouldBeEmpty();
        facts.ShouldBe(["containers of podman reach the mirror"]);
    }

    [Fact]
    public async Task A_proxy_on_the_loopback_address_is_told()
    {
        var proxies = new Dictionary<string, string> { ["https_proxy"] = "http://user:secret@localhost:3128" };

        await LookAsync("https://mirror.example.org", NotReached("wget: can't connect to remote host (127.0.0.1): Connection refused\n"), proxies);

        var problem = problems.ShouldHaveSingleItem();
        problem.Why.ShouldBe("they would ask it through the proxy localhost:3128, which is this machine itself; in a container localhost is the container itself: can't connect to remote host (127.0.0.1): Connection refused");
        problem.Mend.ShouldContain("https_proxy=http://");
        problem.Mend.ShouldContain("no_proxy=mirror.example.org");
        (problem.Why + problem.Mend).ShouldNotContain("secret");
        calls.ShouldContain(static c => c.StartsWith("podman run ", StringComparison.Ordinal));
        calls.ShouldAllBe(static c => !c.Contains("secret", StringComparison.Ordinal));
    }

    [Theory]
    [InlineData("wget: download timed out\n", "this machine reaches it, a container does not: download timed out", "firewall")]
    [InlineData("wget: bad address 'mirror.example.org'\n", "this machine knows the name mirror.example.org, a container does not: bad address 'mirror.example.org'", "a name that DNS knows")]
    [InlineData("2829:error:0A000086:SSL routines:tls_post_process_server_certificate:certificate verify failed:ssl/statem/statem_clnt.c:2091:\nssl_client: SSL_connect\n", "its certificate is signed by an authority that this machine trusts and Alpine in a container does not", "as http://")]
    public async Task What_a_container_says_is_told_with_what_mends_it(string said, string why, string mend)
    {
        await LookAsync("https://mirror.example.org", NotReached(said));

        var problem = problems.ShouldHaveSingleItem();
        problem.Why.ShouldBe(why);
        problem.Mend.ShouldContain(mend);
    }

    [Fact]
    public async Task An_engine_without_a_network_is_told()
    {
        await LookAsync("http://192.0.2.9", new ProcessResult(44, "", "wget: can't connect to remote host (192.0.2.9): Network is unreachable\n"));

        var problem = problems.ShouldHaveSingleItem();
        problem.Why.ShouldBe("they have no way out of the engine's network: can't connect to remote host (192.0.2.9): Network is unreachable");
        problem.Mend.ShouldContain("podman network ls");
    }

    [Fact]
    public async Task A_container_that_does_not_start_is_no_word_on_the_mirror()
    {
        await LookAsync("http://192.0.2.9", new ProcessResult(126, "", "Error: plugin type=\"bridge\" failed (add): failed to list chains: running [/usr/sbin/iptables]: not found\n"));

        problems.ShouldHaveSingleItem().What.ShouldBe("podman cannot run a container that looks for the mirror");
    }

    private static ProcessResult NotReached(string said) => new(44, "gateway 10.213.255.1\n", said);

    private async Task LookAsync(string mirror, ProcessResult? inside, IReadOnlyDictionary<string, string>? proxies = null)
    {
        var engine = new EngineDouble { Answers = new() { ["images -q"] = new ProcessResult(0, inside is null ? "" : "0123\n4567\n", "") } };
        if (inside is not null)
            engine.Answers["run --rm -i --pull never --security-opt no-new-privileges --http-proxy=false 0123 /bin/sh -c"] = inside;
        calls = engine.Calls;
        await new ContainerReach(new ContainerCli("podman", engine), Mirror.Parse(mirror), new BuilderOptions { Arch = "x86_64", Release = "3.20.3", Branch = "3.20" })
            .InspectAsync(proxies ?? None, facts, problems, TestContext.Current.CancellationToken);
    }
}
