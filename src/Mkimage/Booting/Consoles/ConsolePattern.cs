using System;
using System.Text.RegularExpressions;

namespace Bivouac.Mkimage.Booting.Consoles;

/// <summary>Regular expressions that users write, over text that machines print.</summary>
internal static class ConsolePattern
{
    // A line has at most tens of thousands of characters; whoever needs longer for one backtracks without end.
    private static readonly TimeSpan Patience = TimeSpan.FromSeconds(2);

    /// <summary>The expression of a declared or given pattern.</summary>
    /// <param name="pattern">The pattern.</param>
    /// <exception cref="ArgumentException">It is no regular expression.</exception>
    public static Regex Of(string pattern) => new(pattern, RegexOptions.CultureInvariant, Patience);

    /// <summary>Whether a line matches.</summary>
    /// <param name="pattern">The expression.</param>
    /// <param name="line">The line.</param>
    /// <exception cref="DriverException">Nobody can say in time (<see cref="ExitCode.Usage"/>).</exception>
    public static bool Matches(Regex pattern, string line)
    {
        try
        {
            return pattern.IsMatch(line);
        }
        catch (RegexMatchTimeoutException e)
        {
            throw new DriverException(ExitCode.Usage, $"The expression '{pattern}' cannot be used", "it takes more than 2 seconds for one line", "Write it without repetitions inside of repetitions.", e);
        }
    }
}
