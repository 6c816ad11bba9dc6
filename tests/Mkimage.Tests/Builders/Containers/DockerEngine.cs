using System.Collections.Generic;
using System.Linq;
using System.Threading.Tasks;
using Bivouac.Mkimage.Builders.Containers;
using Bivouac.Mkimage.Processes;

namespace Bivouac.Mkimage.Tests.Builders.Containers;

/// <summary>The docker that the environment names, where one answers. What the tests made in it is removed, what was there before stays.</summary>
public sealed class DockerEngine : Engine
{
    private static readonly string[][] Lists =
    [
        ["ps", "-a", "-q", "--no-trunc", "--filter", "label=" + ContainerNames.Kind],
        ["volume", "ls", "-q", "--filter", "label=" + ContainerNames.Kind],
        ["images", "-q", "--no-trunc", "--filter", "label=" + ContainerNames.Kind],
    ];

    private static readonly string[][] Removals = [["rm", "-f"], ["volume", "rm"], ["rmi", "-f"]];

    private readonly List<IReadOnlyList<string>> before = [];

    public override string Program => "docker";

    internal override IProcessRunner Processes { get; } = new ProcessRunner();

    public override async ValueTask InitializeAsync()
    {
        await TryAsync();
        if (Missing is not null)
            return;
        foreach (var list in Lists)
            before.Add(await LinesAsync(list));
    }

    public override async ValueTask DisposeAsync()
    {
        if (Missing is not null)
            return;
        for (var i = 0; i < Lists.Length; i++)
        {
            foreach (var made in (await LinesAsync(Lists[i])).Except(before[i]))
                await RunAsync([.. Removals[i], made]);
        }

        await RunAsync("rmi", "localhost/bivouac-try:1");
    }
}
