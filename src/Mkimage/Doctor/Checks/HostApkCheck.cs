using System;
using System.Globalization;
using System.IO;
using System.Linq;
using System.Text.RegularExpressions;
using System.Threading;
using System.Threading.Tasks;
using Bivouac.Mkimage.Builders;
using Bivouac.Mkimage.Processes;

namespace Bivouac.Mkimage.Doctor.Checks;

/// <summary>
/// Whether the apk of a machine that is Alpine itself knows what the scripts ask of it. The scripts are read rather than a
/// table of versions believed: those that make an index with <c>apk mkndx</c> need apk 3.
/// </summary>
/// <param name="options">Where the scripts are.</param>
/// <param name="processes">Asks apk.</param>
internal sealed partial class HostApkCheck(BuilderOptions options, IProcessRunner processes) : IDoctorCheck
{
    private const int FirstWithMkndx = 3;

    /// <inheritdoc/>
    public async Task<Diagnosis> LookAsync(CancellationToken cancellationToken)
    {
        var asked = await processes.RunAsync(new ProcessCommand("apk", ["--version"]), cancellationToken).ConfigureAwait(false);
        if (Version().Match(asked.Output) is not { Success: true } match)
            return Diagnosis.Problem("apk does not tell its version", asked.Reason(), "Run: apk --version");
        var version = match.Groups[1].Value;
        var scripts = Path.Combine(Path.GetFullPath(options.AportsSource), "scripts");
        var needing = options.AportsSource.Contains("://", StringComparison.Ordinal) || !Directory.Exists(scripts)
            ? null
            : Directory.EnumerateFiles(scripts, "mkim*.sh").Order(StringComparer.Ordinal)
                .FirstOrDefault(static f => File.ReadAllText(f).Contains("apk mkndx", StringComparison.Ordinal));
        return needing is not null && int.Parse(version[..version.IndexOf('.', StringComparison.Ordinal)], CultureInfo.InvariantCulture) < FirstWithMkndx
            ? Diagnosis.Problem(
                "This machine's apk is too old for Alpine's scripts",
                $"it is {version}, and {needing} calls 'apk mkndx', which apk {FirstWithMkndx} brings",
                $"Pass scripts of this machine's own branch (--aports DIR), or use a builder of the pinned branch: --builder sandbox.")
            : Diagnosis.Of($"apk {version} fits Alpine's scripts");
    }

    [GeneratedRegex(@"\b(\d+\.\d+[0-9a-z._]*)")]
    private static partial Regex Version();
}
