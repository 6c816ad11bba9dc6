using System.Text.RegularExpressions;
using System.Threading.Tasks;

namespace Bivouac.Mkimage.Booting.Consoles;

/// <summary>Waits for a line of a console.</summary>
/// <param name="pattern">What it must match.</param>
internal sealed class ConsoleWatch(Regex pattern)
{
    private readonly TaskCompletionSource<string> _seen = new(TaskCreationOptions.RunContinuationsAsynchronously);

    /// <summary>The first line that matched.</summary>
    public Task<string> Seen => _seen.Task;

    /// <summary>Looks at a line, or at what there is of one so far.</summary>
    /// <param name="line">The line, clean.</param>
    public void Look(string line)
    {
        if (!Seen.IsCompleted && ConsolePattern.Matches(pattern, line)) _seen.TrySetResult(line);
    }
}
