using System.Threading;
using System.Threading.Tasks;
using Bivouac.Mkimage.Booting.Consoles;

namespace Bivouac.Mkimage.Booting.Smoke;

/// <summary>The console shows a line.</summary>
/// <param name="console">The console.</param>
/// <param name="pattern">What the line must match.</param>
/// <param name="isSeen">Whether the image has a console that can be seen.</param>
internal sealed class ConsoleCheck(ConsoleFollower console, string pattern, bool isSeen) : ISmokeCheck
{
    private readonly ConsoleWatch _watch = console.Watch(ConsolePattern.Of(pattern));

    /// <inheritdoc/>
    public string Missing => isSeen
        ? $"the console did not show '{pattern}'"
        : $"the console did not show '{pattern}': the image declares no serial console, so it cannot be seen; call .SerialConsole() in the definition and build again";

    /// <inheritdoc/>
    public async Task<string> WaitAsync(CancellationToken cancellationToken)
    {
        if (!isSeen) throw new SmokeCheckException(Missing);
        return $"the console: {(await _watch.Seen.WaitAsync(cancellationToken).ConfigureAwait(false)).Trim()}";
    }
}
