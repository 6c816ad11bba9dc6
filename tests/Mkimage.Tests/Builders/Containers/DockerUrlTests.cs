using System.Threading.Tasks;
using Bivouac.Mkimage.Tests.Builders.Sandbox;
using Xunit;

namespace Bivouac.Mkimage.Tests.Builders.Containers;

/// <summary>A mirror with a URL in a real docker, where one has a network.</summary>
/// <param name="engine">The engine.</param>
/// <param name="alpine">The double.</param>
public sealed class DockerUrlTests(DockerNetworkEngine engine, AlpineDoubleWithWget alpine)
    : ContainerUrlTests(engine, alpine), IClassFixture<DockerNetworkEngine>, IClassFixture<AlpineDoubleWithWget>
{
    protected override Task SetProxyAsync(string? url) =>
        engine.ConfigureAsync(url is null ? "{}" : "{\"proxies\":{\"default\":{\"httpProxy\":\"" + url + "\"}}}");
}
