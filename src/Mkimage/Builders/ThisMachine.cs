using System;
using System.Collections.Generic;
using System.IO;
using System.Linq;
using System.Threading;
using System.Threading.Tasks;
using Bivouac.Mkimage.Builders.Containers;
using Bivouac.Mkimage.Builders.Sandbox;
using Bivouac.Mkimage.Processes;

namespace Bivouac.Mkimage.Builders;

/// <summary>This machine.</summary>
/// <param name="processes">Starts processes.</param>
internal sealed class ThisMachine(IProcessRunner processes) : IMachine
{
    /// <inheritdoc/>
    public bool IsLinux => OperatingSystem.IsLinux();

    /// <inheritdoc/>
    public string? AlpineRelease => File.Exists(AlpineHostInspector.ReleaseFile) ? File.ReadAllText(AlpineHostInspector.ReleaseFile).Trim() : null;

    /// <inheritdoc/>
    public async Task<BuilderProblem?> WhyNoSandboxAsync(CancellationToken cancellationToken)
    {
        var problems = new List<BuilderProblem>();
        await new SandboxHost(processes).FindModeAsync([], problems, cancellationToken).ConfigureAwait(false);
        return problems.FirstOrDefault();
    }

    /// <inheritdoc/>
    public async Task<BuilderProblem?> WhyNoContainerAsync(string program, CancellationToken cancellationToken)
    {
        var problems = new List<BuilderProblem>();
        await new ContainerHost(new ContainerCli(program, processes)).AskAsync(problems, cancellationToken).ConfigureAwait(false);
        return problems.FirstOrDefault();
    }
}
