using System;
using System.Collections.Generic;
using System.Globalization;
using System.Linq;
using System.Text;
using System.Text.RegularExpressions;

namespace Bivouac.Mkimage.Tests.Reporting.Live;

/// <summary>
/// A test double: a terminal that knows the control sequences that the live view may use, and throws for any other. It wraps rows
/// that are wrapped, scrolls, and wraps anew what is there when it becomes narrower, as terminals do. All characters are one cell wide.
/// </summary>
internal sealed partial class TerminalDouble(int width, int height)
{
    private readonly List<string> _rows = [""];
    private int _width = width;
    private int _height = height;
    private int _row;
    private int _column;
    private bool _wraps = true;

    public bool CursorIsShown { get; private set; } = true;

    /// <summary>All rows, those that scrolled away too, without empty ones at the end.</summary>
    public string[] Rows => [.. _rows.Select(r => r.TrimEnd()).Reverse().SkipWhile(r => r.Length == 0).Reverse()];

    public void Resize(int width, int height)
    {
        List<string> rows = [];
        var row = 0;
        for (var i = 0; i < _rows.Count; i++)
        {
            var text = _rows[i].TrimEnd();
            for (var at = 0; at == 0 || at < text.Length; at += width) rows.Add(text.Substring(at, Math.Min(width, text.Length - at)));
            if (i == _row) row = rows.Count - 1;
        }

        _rows.Clear();
        _rows.AddRange(rows);
        (_width, _height, _row, _column) = (width, height, row, Math.Min(_column, width));
    }

    public void Write(string output)
    {
        for (var i = 0; i < output.Length;)
        {
            if (output[i] == '\u001b')
            {
                var sequence = Sequence().Match(output, i);
                if (!sequence.Success || sequence.Index != i) throw new InvalidOperationException($"A sequence that a terminal may not know: {output[i..Math.Min(output.Length, i + 8)]}");
                Do(sequence.Groups["parameters"].Value, sequence.Groups["final"].Value[0]);
                i += sequence.Length;
            }
            else
            {
                var rune = Rune.GetRuneAt(output, i);
                Put(rune);
                i += rune.Utf16SequenceLength;
            }
        }
    }

    private void Do(string parameters, char final)
    {
        switch (final)
        {
            case 'A':
                // It cannot leave the screen.
                _row = Math.Max(Math.Max(0, _rows.Count - _height), _row - int.Parse(parameters, CultureInfo.InvariantCulture));
                break;
            case 'K':
                _rows[_row] = Left(_rows[_row], _column);
                break;
            case 'J':
                _rows[_row] = Left(_rows[_row], _column);
                _rows.RemoveRange(_row + 1, _rows.Count - _row - 1);
                break;
            case 'h' or 'l' when parameters == "?7":
                _wraps = final == 'h';
                break;
            case 'h' or 'l' when parameters == "?25":
                CursorIsShown = final == 'h';
                break;
            case 'h' or 'l' when parameters == "?2026":
            case 'm':
                break;
            default:
                throw new InvalidOperationException($"A sequence that is not expected: ESC [ {parameters} {final}");
        }
    }

    private void Put(Rune rune)
    {
        if (rune.Value == '\r')
        {
            _column = 0;
        }
        else if (rune.Value == '\n')
        {
            NextRow();
        }
        else if (Rune.IsControl(rune))
        {
            throw new InvalidOperationException(FormattableString.Invariant($"A control character: {rune.Value:x}"));
        }
        else
        {
            if (_column == _width)
            {
                if (!_wraps) return;
                NextRow();
            }

            var text = _rows[_row].PadRight(_column);
            _rows[_row] = Left(text, _column) + rune + (text.Length > _column + 1 ? text[(_column + 1)..] : "");
            _column++;
        }
    }

    private void NextRow()
    {
        (_row, _column) = (_row + 1, 0);
        if (_row == _rows.Count) _rows.Add("");
    }

    private static string Left(string text, int column) => text.Length > column ? text[..column] : text;

    [GeneratedRegex(@"\x1b\[(?<parameters>[0-9;?]*)(?<final>[A-Za-z])")]
    private static partial Regex Sequence();
}
