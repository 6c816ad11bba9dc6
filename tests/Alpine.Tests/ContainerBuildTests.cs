using System.Linq;
using System.Threading.Tasks;
using Bivouac.Mkimage.Image;
using Bivouac.Mkimage.Tests.Builders.Containers;
using Shouldly;
using Xunit;

namespace Bivouac.Alpine.Tests;

/// <summary>A whole build with the real mkimage.sh in a container without added rights, where podman runs.</summary>
/// <param name="alpine">The material.</param>
/// <param name="podman">The engine.</param>
public sealed class ContainerBuildTests(AlpineFixture alpine, PodmanEngine podman) : IClassFixture<PodmanEngine>
{
    [Fact]
    public async Task An_image_is_built_in_a_container_and_a_second_build_takes_its_sections()
    {
        podman.Require();
        var project = new AlpineProject(alpine, "container");
        project.Write("overlay/etc/motd", "first\n");
        var plan = project.Plan(static iso =>
        {
            AlpineProject.Smallest(iso);
            iso.Tree("overlay");
        });

        var first = await project.BuildAsync(plan, builder: alpine.Container(podman));
        first.Report.Checks.ShouldAllBe(c => c.Passed);
        first.Report.ModloopCompressions["lts"].ShouldBe(SquashFsCompression.Lz4);

        project.Write("overlay/etc/motd", "second\n");
        var second = await project.BuildAsync(plan, builder: alpine.Container(podman));
        second.Built.Sections.Select(s => s.Name).ShouldBe(["apkovl", "image"]);
    }
}
