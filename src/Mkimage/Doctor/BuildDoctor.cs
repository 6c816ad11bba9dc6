using System;
using System.Collections.Generic;
using System.Globalization;
using System.Threading;
using System.Threading.Tasks;
using Bivouac.Mkimage.Builders;
using Bivouac.Mkimage.Builders.Ssh;
using Bivouac.Mkimage.Http;

namespace Bivouac.Mkimage.Doctor;

/// <summary>Looks at everything that a build needs, without changing anything.</summary>
/// <param name="builder">Where mkimage.sh would run.</param>
/// <param name="options">Its pins and places.</param>
/// <param name="http">Speaks HTTP.</param>
/// <param name="clock">Tells the time.</param>
internal sealed class BuildDoctor(IBuilder builder, BuilderOptions options, IHttpFetcher http, TimeProvider clock)
{
    /// <summary>The year in which the runtime of this program came out: an earlier one is not now.</summary>
    private const int FirstYear = 2025;

    /// <summary>All that was found; nothing of it is thrown.</summary>
    public async Task<Diagnosis> LookAsync(CancellationToken cancellationToken)
    {
        var parts = new List<Diagnosis>
        {
            Clock(),
            await BuilderAsync(cancellationToken).ConfigureAwait(false),
            Scripts(),
        };

        // Another machine asks the mirror itself.
        if (!builder.Name.StartsWith(SshTarget.Scheme, StringComparison.Ordinal))
            parts.Insert(2, await TryAsync($"the mirror {options.Mirror} has branch {options.Branch} for {options.Arch}", f => f.CheckAsync(options.Branch, options.Arch, cancellationToken)).ConfigureAwait(false));

        // Only the sandbox is made from it.
        if (builder.Name == "sandbox")
            parts.Add(await TryAsync($"the mirror has the minirootfs of release {options.Release}", f => f.RequireAsync(Mirror.MinirootfsPath(options.Release, options.Arch), cancellationToken)).ConfigureAwait(false));
        return Diagnosis.Join(parts);
    }

    private Diagnosis Clock()
    {
        var now = clock.GetUtcNow();
        return now.Year >= FirstYear
            ? new([], [])
            : new([], [new BuilderProblem("The clock of this machine is wrong", string.Create(CultureInfo.InvariantCulture, $"it says {now:yyyy-MM-dd}, so no certificate is valid and every file is older than it should be"), "Run: sudo timedatectl set-ntp true (or: sudo date -s 'YYYY-MM-DD hh:mm')")]);
    }

    private async Task<Diagnosis> BuilderAsync(CancellationToken cancellationToken)
    {
        var probe = await builder.ProbeAsync(cancellationToken).ConfigureAwait(false);
        var space = probe.FreeBytes is { } free ? string.Create(CultureInfo.InvariantCulture, $"{free / (1024.0 * 1024 * 1024):F1} GiB are free for {probe.WorkDirectory}") : null;
        return new(space is null ? probe.Facts : [.. probe.Facts, space], probe.Problems);
    }

    private Diagnosis Scripts()
    {
        try
        {
            new AportsScripts(options, http).RequirePinned();
            return new([options.AportsSource.Contains("://", StringComparison.Ordinal) ? $"Alpine's scripts are pinned to {options.AportsRef}" : "Alpine's scripts are in " + options.AportsSource], []);
        }
        catch (DriverException e)
        {
            return Told(e);
        }
    }

    private async Task<Diagnosis> TryAsync(string fact, Func<MirrorFiles, Task> look)
    {
        try
        {
            await look(new MirrorFiles(Mirror.Parse(options.Mirror), http)).ConfigureAwait(false);
            return new([fact], []);
        }
        catch (DriverException e)
        {
            return Told(e);
        }
    }

    private static Diagnosis Told(DriverException failure) => new([], [new BuilderProblem(failure.What, failure.Why, failure.Next)]);
}
