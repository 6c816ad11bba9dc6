using System;
using System.Linq;
using System.Text.RegularExpressions;
using System.Threading;
using System.Threading.Tasks;
using Bivouac.Mkimage.Booting.Consoles;
using Bivouac.Mkimage.Processes;

namespace Bivouac.Mkimage.Booting.Smoke;

/// <summary>A command returns 0 over ssh, and prints what is expected.</summary>
/// <param name="login">How to log in.</param>
/// <param name="command">A line for the login shell there.</param>
/// <param name="expected">What a line of its output must match, or null.</param>
/// <param name="processes">Starts ssh.</param>
/// <param name="clock">Tells the time.</param>
internal sealed class SshCheck(SshLogin login, string command, Regex? expected, IProcessRunner processes, TimeProvider clock) : ISmokeCheck
{
    // ssh's own; a command that returns the same is told the same way.
    private const int OwnFailure = 255;

    private static readonly TimeSpan Pause = TimeSpan.FromSeconds(2);

    /// <inheritdoc/>
    public string Missing { get; private set; } = $"'{command}' has not ended yet over ssh";

    /// <inheritdoc/>
    public async Task<string> WaitAsync(CancellationToken cancellationToken)
    {
        while (true)
        {
            var result = await processes.RunAsync(login.Run(command), cancellationToken).ConfigureAwait(false);
            if (IsGood(result)) return $"'{command}' returned 0 over ssh" + (expected is null ? "" : $" and printed '{expected}'");
            if (result.ExitCode == OwnFailure && result.Error.Contains("Permission denied (", StringComparison.Ordinal))
            {
                throw new SmokeCheckException(
                    $"{login.User} is not let in with any key that ssh offers ({result.Reason()}): the image must trust one ({login.User}'s authorized_keys), and .Key(...) or the ssh agent must offer it");
            }

            Missing = WhyOf(result);
            await Task.Delay(Pause, clock, cancellationToken).ConfigureAwait(false);
        }
    }

    private bool IsGood(ProcessResult result) =>
        result.Succeeded && (expected is null || result.Output.Split('\n').Any(l => ConsolePattern.Matches(expected, l.TrimEnd('\r'))));

    private string WhyOf(ProcessResult result) => result.ExitCode switch
    {
        0 => $"'{command}' did not print '{expected}' but: {(string.IsNullOrWhiteSpace(result.Output) ? "nothing" : result.Reason())}",
        OwnFailure => $"ssh does not reach the image: {result.Reason()}",
        _ => FormattableString.Invariant($"'{command}' returned {result.ExitCode} over ssh: {result.Reason()}"),
    };
}
