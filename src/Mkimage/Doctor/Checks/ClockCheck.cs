using System;
using System.Globalization;
using System.Threading;
using System.Threading.Tasks;
using Bivouac.Mkimage.Builders;
using Bivouac.Mkimage.Http;

namespace Bivouac.Mkimage.Doctor.Checks;

/// <summary>Whether the clock is right: certificates and file times depend on it.</summary>
/// <param name="options">The branch and the architecture.</param>
/// <param name="mirror">Tells its own time, when it is a URL.</param>
/// <param name="http">Speaks HTTP.</param>
/// <param name="clock">This machine's clock.</param>
internal sealed class ClockCheck(BuilderOptions options, Mirror mirror, IHttpFetcher http, TimeProvider clock) : IDoctorCheck
{
    /// <summary>The year in which the runtime of this program came out: an earlier one is not now.</summary>
    private const int FirstYear = 2025;

    private const string Mend = "Run: sudo timedatectl set-ntp true (or: sudo date -s 'YYYY-MM-DD hh:mm')";

    /// <summary>What a clock may be off before it is told.</summary>
    public static readonly TimeSpan MostSkew = TimeSpan.FromMinutes(5);

    /// <inheritdoc/>
    public async Task<Diagnosis> LookAsync(CancellationToken cancellationToken)
    {
        var now = clock.GetUtcNow();
        if (now.Year < FirstYear)
        {
            return Diagnosis.Problem(
                "The clock of this machine is wrong",
                string.Create(CultureInfo.InvariantCulture, $"it says {now:yyyy-MM-dd}, so no certificate is valid and every file is older than it should be"),
                Mend);
        }

        if (mirror.IsFolder || await AskAsync(cancellationToken).ConfigureAwait(false) is not { } theirs)
            return Diagnosis.Nothing;
        var skew = now - theirs;
        return skew.Duration() <= MostSkew
            ? Diagnosis.Of("the clock agrees with the mirror's")
            : Diagnosis.Problem(
                "The clock of this machine is wrong",
                string.Create(CultureInfo.InvariantCulture, $"it says {now:yyyy-MM-dd HH:mm} UTC, the mirror says {theirs:yyyy-MM-dd HH:mm}"),
                Mend);
    }

    private async Task<DateTimeOffset?> AskAsync(CancellationToken cancellationToken)
    {
        try
        {
            var head = await http.HeadAsync(mirror.Source($"{Mirror.BranchFolder(options.Branch)}/main/{options.Arch}/APKINDEX.tar.gz"), cancellationToken)
                .ConfigureAwait(false);
            return head.Date;
        }
        catch (DriverException)
        {
            // MirrorCheck tells that the mirror cannot be reached.
            return null;
        }
    }
}
