using System.Linq;
using System.Threading.Tasks;
using Bivouac.Mkimage.Tests.Builders.Containers;
using Bivouac.Mkimage.Tests.Http;
using Shouldly;
using Xunit;

namespace Bivouac.Alpine.Tests;

/// <summary>A whole build with the real mkimage.sh and apk in a container that takes everything from a mirror with a URL, on the engine's bridge.</summary>
/// <param name="alpine">The material.</param>
/// <param name="docker">The engine of its own.</param>
/// <param name="podman">The engine of its own.</param>
public sealed class ContainerUrlBuildTests(AlpineFixture alpine, DockerNetworkEngine docker, PodmanNetworkEngine podman)
    : IClassFixture<DockerNetworkEngine>, IClassFixture<PodmanNetworkEngine>
{
    [Fact]
    public Task An_image_is_built_in_docker_from_a_mirror_with_a_URL() => IsBuiltAsync(docker);

    [Fact]
    public Task An_image_is_built_in_podman_from_a_mirror_with_a_URL() => IsBuiltAsync(podman);

    private async Task IsBuiltAsync(Engine engine)
    {
        var project = new AlpineProject(alpine, "container-url-" + engine.Program);
        var gateway = await engine.RequireGatewayAsync();
        await using var server = new FolderServer(AlpineFixture.Mirror, gateway);
        var plan = project.Plan(AlpineProject.Smallest);

        var built = await project.BuildAsync(plan, builder: alpine.Container(engine, server.Url));

        built.Report.Checks.ShouldAllBe(c => c.Passed);
        built.Built.Sections.Select(s => s.Name).ShouldContain("kernel");
        server.Clients.ShouldContain(c => !c.Equals(gateway));
        server.Paths.ShouldContain(p => p.StartsWith("/v3.20/main/x86_64/linux-lts-"));

        // What was fetched is kept: nothing is asked for but the indexes.
        server.Paths.Clear();
        await project.BuildAsync(plan, builder: alpine.Container(engine, server.Url));
        server.Paths.ShouldAllBe(p => !p.EndsWith(".apk"));
    }
}
