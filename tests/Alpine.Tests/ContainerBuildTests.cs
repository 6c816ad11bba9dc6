using System.Linq;
using System.Threading.Tasks;
using Bivouac.Mkimage.Image;
using Bivouac.Mkimage.Tests.Builders.Containers;
using Shouldly;
using Xunit;

namespace Bivouac.Alpine.Tests;

/// <summary>A whole build with the real mkimage.sh in a container without added rights, where docker or podman runs.</summary>
/// <param name="alpine">The material.</param>
/// <param name="docker">The engine of its own.</param>
/// <param name="podman">The engine of its own.</param>
public sealed class ContainerBuildTests(AlpineFixture alpine, DockerEngine docker, PodmanEngine podman) : IClassFixture<DockerEngine>, IClassFixture<PodmanEngine>
{
    [Fact]
    public Task An_image_is_built_in_docker_and_a_second_build_takes_its_sections() => IsBuiltAsync(docker);

    [Fact]
    public Task An_image_is_built_in_podman_and_a_second_build_takes_its_sections() => IsBuiltAsync(podman);

    private async Task IsBuiltAsync(Engine engine)
    {
        engine.Require();
        var project = new AlpineProject(alpine, "container-" + engine.Program);
        project.Write("overlay/etc/motd", "first\n");
        var plan = project.Plan(static iso =>
        {
            AlpineProject.Smallest(iso);
            iso.Tree("overlay");
        });

        var first = await project.BuildAsync(plan, builder: alpine.Container(engine));
        first.Report.Checks.ShouldAllBe(c => c.Passed);
        first.Report.ModloopCompressions["lts"].ShouldBe(SquashFsCompression.Lz4);

        project.Write("overlay/etc/motd", "second\n");
        var second = await project.BuildAsync(plan, builder: alpine.Container(engine));
        second.Built.Sections.Select(s => s.Name).ShouldBe(["apkovl", "image"]);
    }
}
