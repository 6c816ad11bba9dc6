using System;
using System.Globalization;
using System.IO;
using System.Threading;
using System.Threading.Tasks;
using Bivouac.Mkimage.Builders;
using Bivouac.Mkimage.Http;

namespace Bivouac.Mkimage.Doctor.Checks;

/// <summary>Whether the mirror can be reached and has both repositories of the branch for the architecture.</summary>
/// <param name="options">The branch and the architecture.</param>
/// <param name="mirror">The mirror.</param>
/// <param name="files">Asks it for files.</param>
/// <param name="http">Speaks HTTP.</param>
/// <param name="clock">Tells the time.</param>
internal sealed class MirrorCheck(BuilderOptions options, Mirror mirror, MirrorFiles files, IHttpFetcher http, TimeProvider clock) : IDoctorCheck
{
    private readonly string branch = Mirror.BranchFolder(options.Branch);

    /// <inheritdoc/>
    public async Task<Diagnosis> LookAsync(CancellationToken cancellationToken)
    {
        await files.CheckAsync(options.Branch, options.Arch, cancellationToken).ConfigureAwait(false);
        var fact = $"the mirror {options.Mirror} has branch {options.Branch} for {options.Arch}";
        await files.RequireAsync($"{branch}/community/{options.Arch}/APKINDEX.tar.gz", cancellationToken).ConfigureAwait(false);
        return await ChangedAsync(cancellationToken).ConfigureAwait(false) is { } changed
            ? Diagnosis.Of(fact, string.Create(CultureInfo.InvariantCulture, $"its index is of {changed:yyyy-MM-dd}, {Age(changed)}"))
            : Diagnosis.Of(fact);
    }

    private string Age(DateTimeOffset changed)
    {
        var days = Math.Max(0, (int)(clock.GetUtcNow() - changed).TotalDays);
        return string.Create(CultureInfo.InvariantCulture, $"{days} {(days == 1 ? "day" : "days")} old");
    }

    private async Task<DateTimeOffset?> ChangedAsync(CancellationToken cancellationToken)
    {
        var path = $"{branch}/main/{options.Arch}/APKINDEX.tar.gz";
        return mirror.IsFolder
            ? File.GetLastWriteTimeUtc(mirror.File(path))
            : (await http.HeadAsync(mirror.Source(path), cancellationToken).ConfigureAwait(false)).Modified;
    }
}
