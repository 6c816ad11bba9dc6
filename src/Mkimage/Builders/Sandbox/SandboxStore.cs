using System;
using System.Collections.Generic;
using System.Globalization;
using System.IO;
using System.Linq;
using System.Text.RegularExpressions;
using System.Threading;
using System.Threading.Tasks;
using Bivouac.Mkimage.Builders.Stores;
using Bivouac.Mkimage.Processes;

namespace Bivouac.Mkimage.Builders.Sandbox;

/// <summary>The roots that sandboxes were made of, in the cache.</summary>
/// <param name="cacheDirectory">The cache.</param>
/// <param name="processes">Starts processes.</param>
internal sealed partial class SandboxStore(string cacheDirectory, IProcessRunner processes) : IBuilderStore
{
    /// <summary>Prints how many KiB a folder takes, whoever owns what is in it.</summary>
    private const string SizeScript = """du -s -k -- "$1" | cut -f 1""";

    private readonly string folder = Path.Combine(Path.GetFullPath(cacheDirectory), "roots");

    /// <inheritdoc/>
    public async Task<IReadOnlyList<ProvisionedBuilder>> ListAsync(CancellationToken cancellationToken)
    {
        if (!Directory.Exists(folder))
            return [];
        var builders = new List<ProvisionedBuilder>();
        SandboxEntry? entry = null;
        foreach (var root in Directory.EnumerateDirectories(folder).Where(static r => RootName().IsMatch(Path.GetFileName(r))).Order(StringComparer.Ordinal))
        {
            entry ??= await EntryAsync(cancellationToken).ConfigureAwait(false);
            var size = await processes.RunAsync(entry.WithIds(SizeScript, root), cancellationToken).ConfigureAwait(false);
            var said = RootDescription.Read(root);
            builders.Add(new ProvisionedBuilder(
                Path.GetFileName(root),
                "sandbox root",
                said?.Release,
                said?.Arch,
                said?.Mirror,
                size.Succeeded && long.TryParse(size.Output.Trim(), NumberStyles.None, CultureInfo.InvariantCulture, out var kib) ? kib << 10 : null,
                said is null ? null : File.GetLastWriteTimeUtc(RootDescription.FileOf(root)),
                said?.Minirootfs));
        }

        return builders;
    }

    /// <inheritdoc/>
    public async Task RemoveAsync(ProvisionedBuilder builder, CancellationToken cancellationToken)
    {
        var root = Path.Combine(folder, BuilderPath.Name(builder.Name));
        using var held = CacheLock.TryTake(root + ".lock") ?? throw InUse.Of(builder.Name, "a driver that runs now works with it");

        // A build goes on when its driver has ended, and has the root mounted then.
        if (RootMounts.Find(builder.Name) is { } process)
            throw InUse.Of(builder.Name, FormattableString.Invariant($"a build that goes on without its driver has it mounted (process {process})"));
        if (!Directory.Exists(root))
            return;

        // First out of the way: half removed it has no name that a build takes. A left over one goes the same way.
        var removed = root + ".partial";
        var entry = await EntryAsync(cancellationToken).ConfigureAwait(false);
        await DeleteAsync(entry, removed, cancellationToken).ConfigureAwait(false);
        Directory.Move(root, removed);
        File.Delete(RootDescription.FileOf(root));
        await DeleteAsync(entry, removed, cancellationToken).ConfigureAwait(false);
    }

    private async Task DeleteAsync(SandboxEntry entry, string path, CancellationToken cancellationToken)
    {
        if (!Directory.Exists(path))
            return;
        var result = await processes.RunAsync(entry.WithIds(SandboxScripts.Remove, path), cancellationToken).ConfigureAwait(false);
        if (!result.Succeeded)
        {
            throw new DriverException(
                ExitCode.BuilderUnavailable,
                $"{path} cannot be removed",
                result.Reason(),
                $"Run: sudo rm -rf '{path.Replace("'", "'\\''", StringComparison.Ordinal)}'");
        }
    }

    // Its files may belong to subordinate ids. Where there are no namespaces any more, what the user owns can still go.
    private async Task<SandboxEntry> EntryAsync(CancellationToken cancellationToken) =>
        new(
            await new SandboxHost(processes).FindModeAsync([], [], cancellationToken).ConfigureAwait(false) ?? SandboxMode.Root,
            SharesNetwork: false);

    // Beside the roots are such that are being made, with an ending.
    [GeneratedRegex("^alpine-.+-[0-9a-f]{16}$")]
    private static partial Regex RootName();
}
