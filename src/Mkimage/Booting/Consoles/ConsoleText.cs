using System;
using System.Collections.Generic;
using System.Text;
using Bivouac.Mkimage.Builders;
using Bivouac.Mkimage.Building;

namespace Bivouac.Mkimage.Booting.Consoles;

/// <summary>Cuts what a serial console prints into lines that a terminal may show.</summary>
internal sealed class ConsoleText
{
    // apk's progress bar goes back to where it began by this, and draws over itself.
    private const string RestoreCursor = "\u001b8";

    private readonly Decoder _decoder = Encoding.UTF8.GetDecoder();
    private readonly StringBuilder _line = new();

    /// <summary>The line that has no end yet, clean: a prompt stands there.</summary>
    public string Unfinished => LogText.Clean(_line.ToString().Replace(RestoreCursor, "\r", StringComparison.Ordinal));

    /// <summary>Takes what was printed.</summary>
    /// <param name="bytes">The next bytes; they may end within a character.</param>
    /// <returns>The lines that ended with them, clean.</returns>
    public IReadOnlyList<string> Take(ReadOnlySpan<byte> bytes)
    {
        var characters = new char[Encoding.UTF8.GetMaxCharCount(bytes.Length)];
        var count = _decoder.GetChars(bytes, characters, flush: false);
        List<string> lines = [];
        foreach (var c in characters.AsSpan(0, count))
        {
            // One that never ends is cut, so that a console gone mad cannot fill the memory.
            if (c == '\n' || _line.Length >= LogLines.LongestLine)
            {
                lines.Add(Unfinished);
                _line.Clear();
            }

            if (c != '\n') _line.Append(c);
        }

        return lines;
    }
}
