using System.Threading.Tasks;
using Bivouac.Mkimage.Builders.Containers;
using Bivouac.Mkimage.Processes;

namespace Bivouac.Mkimage.Tests.Builders.Containers;

/// <summary>The docker that the environment names, where one answers. What the tests made in it is removed.</summary>
public sealed class DockerEngine : Engine
{
    public override string Program => "docker";

    internal override IProcessRunner Processes { get; } = new ProcessRunner();

    public override async ValueTask InitializeAsync() => await TryAsync();

    public override async ValueTask DisposeAsync()
    {
        if (Missing is not null)
            return;
        foreach (var container in await LinesAsync("ps", "-a", "-q", "--filter", "label=" + ContainerNames.Kind))
            await RunAsync("rm", "-f", container);
        foreach (var volume in await LinesAsync("volume", "ls", "-q", "--filter", "label=" + ContainerNames.Kind))
            await RunAsync("volume", "rm", volume);
        foreach (var image in await LinesAsync("images", "-q", "--filter", "label=" + ContainerNames.Kind))
            await RunAsync("rmi", "-f", image);
        await RunAsync("rmi", "localhost/bivouac-try:1");
    }
}
