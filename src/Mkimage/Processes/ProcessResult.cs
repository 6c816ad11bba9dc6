using System;
using System.Linq;

namespace Bivouac.Mkimage.Processes;

/// <summary>How a program ended.</summary>
/// <param name="ExitCode">What it returned; 128 and the signal's number when a signal ended it.</param>
/// <param name="Output">Its standard output, empty when a stream took it.</param>
/// <param name="Error">Its standard error.</param>
public sealed record ProcessResult(int ExitCode, string Output, string Error)
{
    /// <summary>Whether it returned 0.</summary>
    public bool Succeeded => ExitCode == 0;

    /// <summary>The last lines that it wrote, errors first choice: what a message quotes as the reason.</summary>
    public string Reason()
    {
        var text = string.IsNullOrWhiteSpace(Error) ? Output : Error;
        var lines = text.Split('\n', StringSplitOptions.RemoveEmptyEntries | StringSplitOptions.TrimEntries);
        return lines.Length == 0
            ? FormattableString.Invariant($"it returned {ExitCode} and said nothing")
            : string.Join("; ", lines.TakeLast(3)).TrimEnd('.');
    }
}
