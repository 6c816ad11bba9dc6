using System;
using System.Collections.Generic;
using System.Linq;
using System.Threading.Tasks;
using Bivouac.Mkimage.Builders;
using Bivouac.Mkimage.Builders.Ssh;
using Bivouac.Mkimage.Processes;
using Shouldly;
using Xunit;

namespace Bivouac.Mkimage.Tests.Builders;

/// <summary>Which proxies a builder asks a mirror through.</summary>
public sealed class ProxiesTests
{
    private static readonly Mirror Far = Mirror.Parse("https://mirror.example.org/alpine");

    [Theory]
    [InlineData("http_proxy=http://a:1 https_proxy=http://b:2 no_proxy=c", "http_proxy=http://a:1 https_proxy=http://b:2 no_proxy=c")]
    [InlineData("HTTP_PROXY=http://a:1 HTTPS_PROXY=http://b:2 NO_PROXY=c", "http_proxy=http://a:1 https_proxy=http://b:2 no_proxy=c")]
    [InlineData("HTTPS_PROXY=http://old:1 https_proxy=http://new:2", "https_proxy=http://new:2")]
    [InlineData("ALL_PROXY=http://a:1 https_proxy=http://b:2", "http_proxy=http://a:1 https_proxy=http://b:2")]
    [InlineData("all_proxy=socks5://a:1", "")]
    [InlineData("http_proxy= NO_PROXY=c", "")]
    public void They_go_in_under_the_names_that_every_program_knows(string environment, string expected) =>
        Text(Proxies.Among(Far, environment.Split(' '))).ShouldBe(expected);

    [Fact]
    public void A_mirror_that_is_a_folder_needs_none() =>
        Proxies.Among(Mirror.Parse("/srv/mirror"), ["http_proxy=http://a:1"]).ShouldBeEmpty();

    [Theory]
    [InlineData("https://mirror.example.org", "", "http://b:2/")]
    [InlineData("http://mirror.example.org", "", "http://a:1/")]
    [InlineData("https://mirror.example.org", "localhost,.example.org", null)]
    [InlineData("https://mirror.example.org", "localhost mirror.example.org", null)]
    [InlineData("https://mirror.example.org", "*", null)]
    [InlineData("https://mirror.example.org", "example.com", "http://b:2/")]
    public void The_one_that_counts_is_that_of_the_scheme_unless_the_host_is_excepted(string url, string except, string? proxy) =>
        Proxies.Of(new Dictionary<string, string> { ["http_proxy"] = "a:1", ["https_proxy"] = "http://b:2", ["no_proxy"] = except }, new Uri(url))?.AbsoluteUri.ShouldBe(proxy);

    [Fact]
    public async Task Those_of_a_machine_behind_ssh_are_its_sessions_own()
    {
        var result = await new ProcessRunner().RunAsync(
            new ProcessCommand("/bin/sh", ["-c", SshScripts.WhoAndWhen])
            {
                Environment = new Dictionary<string, string> { ["PATH"] = "/usr/bin:/bin", ["HOME"] = "/", ["HTTPS_PROXY"] = "http://far:3128", ["no_proxy"] = "local" },
            },
            TestContext.Current.CancellationToken);

        result.Succeeded.ShouldBeTrue(result.Error);
        Text(Proxies.Among(Far, result.Output.Split('\n').Skip(3))).ShouldBe("https_proxy=http://far:3128 no_proxy=local");
    }

    private static string Text(IReadOnlyDictionary<string, string> proxies) =>
        string.Join(' ', proxies.Select(static v => $"{v.Key}={v.Value}").Order(StringComparer.Ordinal));
}
