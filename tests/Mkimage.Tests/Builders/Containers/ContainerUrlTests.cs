using System;
using System.IO;
using System.Linq;
using System.Net;
using System.Net.Http;
using System.Threading;
using System.Threading.Tasks;
using Bivouac.Mkimage.Builders;
using Bivouac.Mkimage.Builders.Containers;
using Bivouac.Mkimage.Http;
using Bivouac.Mkimage.Tests.Builders.Sandbox;
using Bivouac.Mkimage.Tests.Http;
using Shouldly;
using Xunit;

namespace Bivouac.Mkimage.Tests.Builders.Containers;

/// <summary>A mirror with a URL as containers of a real engine see it, over a double of Alpine: on the engine's bridge, and nowhere else.</summary>
/// <param name="engine">The engine.</param>
/// <param name="alpine">The double.</param>
public abstract class ContainerUrlTests(Engine engine, AlpineDoubleWithWget alpine) : IDisposable
{
    private readonly TestFolder here = new();
    private HttpFetcher http = new();

    private static CancellationToken Token => TestContext.Current.CancellationToken;

    public void Dispose()
    {
        http.Dispose();
        here.Dispose();
        GC.SuppressFinalize(this);
    }

    /// <summary>Gives containers that are made from now on a proxy by the engine's own configuration; null takes it away.</summary>
    protected abstract Task SetProxyAsync(string? url);

    [Fact]
    public async Task A_mirror_on_the_engines_bridge_is_asked_by_containers()
    {
        await using var server = new FolderServer(alpine.Mirror, await engine.RequireGatewayAsync());

        var layout = await BuilderFor(server.Url).PrepareAsync(null, Token);
        var probe = await BuilderFor(server.Url).ProbeAsync(Token);

        layout.Repositories.ShouldBe([$"{server.Url}/v3.20/main", $"{server.Url}/v3.20/community"]);
        layout.Environment.Keys.ShouldNotContain("http_proxy");
        server.Clients.Distinct().Count().ShouldBeGreaterThan(1);
        probe.Problems.ShouldBeEmpty();
        probe.Facts.ShouldContain($"containers of {engine.Program} reach the mirror");
    }

    [Fact]
    public async Task A_mirror_on_the_loopback_address_is_told_with_an_address_that_both_reach()
    {
        var gateway = await engine.RequireGatewayAsync();
        await using var server = new FolderServer(alpine.Mirror);

        var failure = await Should.ThrowAsync<DriverException>(() => BuilderFor(server.Url).PrepareAsync(null, Token));

        failure.ExitCode.ShouldBe(ExitCode.BuilderUnavailable);
        failure.What.ShouldBe($"Containers of {engine.Program} do not reach the mirror {server.Url}");
        failure.Why.ShouldStartWith("the host 127.0.0.1 is this machine itself; in a container it is the container itself: ");
        failure.Next.ShouldContain("--mirror DIR");
        failure.Next.ShouldEndWith($"--mirror {server.Url.Replace("127.0.0.1", gateway.ToString(), StringComparison.Ordinal)}");
        (await engine.LinesAsync("ps", "-a", "-q", "--filter", $"label={ContainerNames.Kind}={ContainerNames.KindMaking}")).ShouldBeEmpty();
        var problem = (await BuilderFor(server.Url).ProbeAsync(Token)).Problems.ShouldHaveSingleItem();
        (problem.What, problem.Mend).ShouldBe((failure.What, failure.Next));
    }

    [Fact]
    public async Task A_mirror_that_this_machine_alone_reaches_is_told_with_what_a_container_says()
    {
        var gateway = await engine.RequireGatewayAsync();
        AnswerHere(static _ => new HttpResponseMessage(HttpStatusCode.OK));

        var failure = await Should.ThrowAsync<DriverException>(() => BuilderFor($"http://{gateway}:1").PrepareAsync(null, Token));

        failure.Why.ShouldStartWith("this machine reaches it, a container does not: ");
        failure.Why.ShouldContain("refused");
        failure.Next.ShouldContain($"({gateway} is its gateway)");
    }

    [Fact]
    public async Task A_mirror_that_goes_from_containers_is_told_before_anything_runs()
    {
        BuilderLayout before;
        string url;
        await using (var server = new FolderServer(alpine.Mirror, await engine.RequireGatewayAsync()))
        {
            url = server.Url;
            before = await BuilderFor(url).PrepareAsync(null, Token);
        }

        before.Mirror.ShouldBe(url);
        AnswerHere(static _ => new HttpResponseMessage(HttpStatusCode.OK));

        (await Should.ThrowAsync<DriverException>(() => BuilderFor(url).PrepareAsync(null, Token))).What.ShouldBe($"Containers of {engine.Program} do not reach the mirror {url}");
    }

    [Fact]
    public async Task A_proxy_of_the_engines_own_configuration_is_that_of_apk_and_of_mkimage()
    {
        var gateway = await engine.RequireGatewayAsync();
        await using var server = new FolderServer(alpine.Mirror);
        await using var proxy = new ForwardProxy(gateway, server.Url);
        http = new HttpFetcher(new SocketsHttpHandler { Proxy = new WebProxy(proxy.Url), AllowAutoRedirect = false }, 0, TimeSpan.FromSeconds(10));
        await SetProxyAsync(proxy.Url);
        try
        {
            var layout = await BuilderFor("http://mirror.invalid").PrepareAsync(null, Token);

            layout.Environment["http_proxy"].ShouldBe(proxy.Url);
            proxy.Asked.ShouldContain(a => !a.StartsWith(gateway + " ", StringComparison.Ordinal) && a.EndsWith(" http://mirror.invalid/v3.20/community/x86_64/APKINDEX.tar.gz", StringComparison.Ordinal));
        }
        finally
        {
            await SetProxyAsync(null);
        }
    }

    private void AnswerHere(Func<HttpRequestMessage, HttpResponseMessage> answer)
    {
        http = new HttpFetcher(new StubHandler(answer), 0, TimeSpan.FromSeconds(5));
        var cached = Path.Combine(here["cache"], "downloads", alpine.Sha256, Path.GetFileName(alpine.Archive));
        Directory.CreateDirectory(Path.GetDirectoryName(cached)!);
        File.Copy(alpine.Archive, cached, overwrite: true);
    }

    private ContainerBuilder BuilderFor(string mirror)
    {
        var options = new BuilderOptions
        {
            Arch = "x86_64",
            Release = AlpineDouble.Release,
            Branch = "3.20",
            MinirootfsSha256 = alpine.Sha256,
            Mirror = mirror,
            AportsSource = alpine.Aports,
            WorkDirectory = here["work"],
            CacheDirectory = here["cache"],
        };
        alpine.CopyKey(options.CacheDirectory);
        return new ContainerBuilder(engine.Program, options, engine.Processes, http);
    }
}
