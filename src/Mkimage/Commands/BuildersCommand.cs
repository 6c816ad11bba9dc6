using System.Collections.Generic;
using System.CommandLine;
using System.IO;
using System.Linq;
using System.Threading;
using System.Threading.Tasks;
using Bivouac.Mkimage.Builders;
using Bivouac.Mkimage.Builders.Containers;
using Bivouac.Mkimage.Builders.Sandbox;
using Bivouac.Mkimage.Builders.Stores;
using Bivouac.Mkimage.Building;
using Bivouac.Mkimage.Project;
using Bivouac.Mkimage.Reporting;

namespace Bivouac.Mkimage.Commands;

/// <summary><c>builder list</c> and <c>builder remove</c>: what was provisioned for builds on this machine.</summary>
internal sealed class BuildersCommand(DriverServices services, CommandLineOptions options)
{
    /// <summary>Lists.</summary>
    public async Task<int> ListAsync(ParseResult result, ProjectContext project, CancellationToken cancellationToken)
    {
        var pinned = Pinned(result, project);
        var builders = (await FindAsync(pinned, cancellationToken).ConfigureAwait(false))
            .Select(f => f.Builder with { IsCurrent = CurrentNames.Uses(pinned, f.Builder) })
            .ToArray();
        if (result.GetValue(options.Json)) services.Reporter.Line(StoreJson.Write(builders));
        else new BuildersView(services.Reporter).Show(builders);
        return (int)ExitCode.Success;
    }

    /// <summary>Removes what is named, or all.</summary>
    public async Task<int> RemoveAsync(ParseResult result, ProjectContext project, CancellationToken cancellationToken)
    {
        var names = result.GetValue(options.BuilderNames) ?? [];
        var all = result.GetValue(options.AllBuilders);
        if (all == names.Length > 0)
            throw new DriverException(ExitCode.Usage, "It is not clear what shall be removed", all ? "both names and --all were given" : "no name was given", "Pass names that 'builder list' shows, or --all.");
        var found = await FindAsync(Pinned(result, project), cancellationToken).ConfigureAwait(false);
        foreach (var name in names.Where(n => found.All(f => f.Builder.Name != n)))
            throw new DriverException(ExitCode.Usage, $"There is no builder '{name}'", found.Count == 0 ? "none has been made" : "there are " + string.Join(", ", found.Select(f => f.Builder.Name)), "Pass names that 'builder list' shows.");

        DriverException? failure = null;
        var removed = 0;
        foreach (var (store, builder) in found.Where(f => all || names.Contains(f.Builder.Name)))
        {
            try
            {
                await store.RemoveAsync(builder, cancellationToken).ConfigureAwait(false);
                services.Reporter.Mark("green", "removed", builder.Name + (builder.Bytes is { } bytes ? $" ({Sizes.Of(bytes)})" : ""));
                removed++;
            }
            catch (DriverException e)
            {
                // The others are removed all the same.
                if (failure is not null) services.Reporter.Failure(failure);
                failure = e;
            }
        }

        if (failure is not null) throw failure;
        services.Reporter.Line(removed == 0 ? "There was nothing to remove." : Counted.Of(removed, "builder") + " removed.");
        return (int)ExitCode.Success;
    }

    private BuilderOptions[] Pinned(ParseResult result, ProjectContext project) =>
    [
        .. services.Images.SelectMany(image => ImageSelection.Arches(image, null)
            .Select(arch => BuilderFactory.Options(result, options, BuildPlan.Make(image, project, arch, tag: null, Path.GetFullPath("artifacts"))))),
    ];

    private async Task<List<(IBuilderStore Store, ProvisionedBuilder Builder)>> FindAsync(IReadOnlyList<BuilderOptions> pinned, CancellationToken cancellationToken)
    {
        var cache = pinned.Count > 0 ? pinned[0].CacheDirectory : BuilderOptions.DefaultCacheDirectory();
        var stores = new List<IBuilderStore> { new SandboxStore(cache, services.Processes) };
        foreach (var program in BuilderFactory.ContainerPrograms)
        {
            var cli = new ContainerCli(program, services.Processes);
            var problems = new List<BuilderProblem>();
            if (!await ContainerHost.IsInstalledAsync(program, services.Processes, cancellationToken).ConfigureAwait(false)) continue;
            if (await new ContainerHost(cli).AskAsync(problems, cancellationToken).ConfigureAwait(false) is not null) stores.Add(new ContainerStore(cli, services.Processes, cache));
            else services.Reporter.Error($"{problems[0].What}: {problems[0].Why}. What it holds is not listed.");
        }

        var found = new List<(IBuilderStore, ProvisionedBuilder)>();
        foreach (var store in stores)
            found.AddRange((await store.ListAsync(cancellationToken).ConfigureAwait(false)).Select(b => (store, b)));
        return found;
    }
}
