using System;
using System.Collections.Generic;
using System.Text;

namespace Bivouac.Scripts;

/// <summary>Collects lines of a shell script; line ends are LF on every machine.</summary>
internal sealed class ShellWriter
{
    private const int Width = 100;
    private readonly StringBuilder _text = new();
    private int _depth;

    /// <summary>Adds a line at the current depth, or an empty line.</summary>
    public ShellWriter Line(string line = "")
    {
        if (line.Length > 0) _text.Append('\t', _depth).Append(line);
        _text.Append('\n');
        return this;
    }

    /// <summary>Adds several lines, each at the current depth; a tab at the start of one is kept.</summary>
    public ShellWriter Lines(string lines)
    {
        foreach (var line in lines.Split('\n')) Line(line.TrimEnd('\r'));
        return this;
    }

    /// <summary>Adds text as it is, without indentation.</summary>
    public ShellWriter Raw(string text)
    {
        _text.Append(text);
        return this;
    }

    /// <summary>Adds a comment; line breaks in it make several lines.</summary>
    public ShellWriter Comment(string text)
    {
        foreach (var line in text.Split('\n', '\r')) Line(("# " + line).TrimEnd());
        return this;
    }

    /// <summary>Adds lines one level deeper.</summary>
    public ShellWriter Indented(Action<ShellWriter> body)
    {
        _depth++;
        body(this);
        _depth--;
        return this;
    }

    /// <summary>Adds <c>variable="words"</c>, wrapped between words where it is long.</summary>
    public ShellWriter Words(string variable, IEnumerable<string> words, string inherited = "")
    {
        var line = new StringBuilder(variable).Append("=\"").Append(inherited);
        var empty = inherited.Length == 0;
        foreach (var word in words)
        {
            if (line.Length + word.Length > Width)
            {
                Line(line.ToString());
                line.Clear().Append('\t');
                empty = true;
            }

            if (!empty) line.Append(' ');
            line.Append(word);
            empty = false;
        }

        return Line(line.Append('"').ToString());
    }

    /// <summary>Adds <c>variable="text"</c>.</summary>
    public ShellWriter Set(string variable, ShellText text) => Line(variable + "=" + ShellQuote.Double(text));

    /// <inheritdoc/>
    public override string ToString() => _text.ToString();
}
