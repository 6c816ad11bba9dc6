using System;
using System.Collections.Generic;
using System.Linq;
using System.Text;

namespace Bivouac.Rules.Overlay;

/// <summary>Reads shell text once from its beginning to its end.</summary>
/// <param name="text">The text.</param>
/// <param name="origin">Where it begins in the text that it stands in.</param>
internal sealed class ShellReader(string text, int origin = 0)
{
    private const int MaxDepth = 50;

    private readonly List<ShellCommand> _commands = [];
    private readonly List<(int Start, int End)> _comments = [];
    private readonly Queue<(ShellCommand Command, string Delimiter, bool Tabs, bool Quoted)> _here = new();
    private ShellCommand? _reading;
    private char _descriptor;
    private bool _isBroken;
    private int _at;
    private int _depth;

    /// <summary>Reads all of it.</summary>
    public ShellCode Read()
    {
        ReadCommands(null);
        var bare = text.ToCharArray();
        foreach (var (start, end) in _comments)
            for (var i = start; i < end; i++) bare[i] = ' ';
        return new(_commands.Where(c => c.Words.Count > 0 || c.Here is not null), new string(bare), !_isBroken);
    }

    /// <summary>Reads the text of a command, for example of <c>sh -c</c>.</summary>
    /// <param name="command">The command.</param>
    public IReadOnlyList<ShellCommand> Read(ShellCommand command)
    {
        ReadCommands(new(ShellBlockKind.Text, null, command));
        return _commands;
    }

    private void ReadCommands(ShellBlock? block)
    {
        while (_at < text.Length) List('\0', block);
        foreach (var command in _commands.Where(c => c.Words.Count > 0).ToArray()) _commands.AddRange(ShellTexts.Of(command));
    }

    private char Now => _at < text.Length ? text[_at] : '\0';

    private char Next => _at + 1 < text.Length ? text[_at + 1] : '\0';

    /// <summary>Commands up to the character that ends them.</summary>
    private void List(char end, ShellBlock? substitution)
    {
        var blocks = new ShellBlocks(substitution);
        var command = Begin(null);
        while (_at < text.Length)
        {
            var c = Now;
            if (c == end && end != '\0' && !(c == ')' && blocks.Awaits(command)))
            {
                _at++;
                break;
            }

            _reading = command;
            if (c is ' ' or '\t' or '\r') _at++;
            else if (c == '\\' && Next == '\n') _at += 2;
            else if (c == '#') Comment();
            else if (c == '(' && FunctionName(command) is { } name)
            {
                _at = text.IndexOf(')', _at) + 1;
                blocks.Function(name);
                command.Words.Clear();
                command = Begin(null);
            }
            else if (c is '\n' or ';' or '&' or '|' or '(' or ')' && !(c == '&' && Next == '>'))
            {
                var separator = Separator();
                if (c == '\n') HereDocuments();
                blocks.End(command, separator);
                command = Begin(separator == "|" ? command : null);
            }
            else if (c is '<' or '>' or '&') Redirection(command, end);
            else
            {
                var word = Word(end);
                var isDescriptor = Now is '<' or '>' && word.Text.Length == 1 && char.IsDigit(word.Text[0]);
                _descriptor = isDescriptor ? word.Text[0] : '\0';
                if (!isDescriptor) command.Words.Add(word);
            }
        }

        blocks.End(command, "");
        _isBroken |= blocks.IsBroken || !blocks.IsClosed;
    }

    /// <summary>What ends a command: one or two characters, where those belong together. <c>|&amp;</c> is a pipe, and all that ends a branch of <c>case</c> is <c>;;</c>.</summary>
    private string Separator()
    {
        var first = text[_at++];
        if (first is '&' or '|' && Now == first)
        {
            _at++;
            return first == '&' ? "&&" : "||";
        }

        if (first == '|' && Now == '&') _at++;
        if (first != ';' || Now is not (';' or '&')) return first.ToString();
        while (Now is ';' or '&') _at++;
        return ";;";
    }

    /// <summary>The name of the function that brackets at this place make of a command, or null.</summary>
    private string? FunctionName(ShellCommand command)
    {
        var words = command.Words.SkipWhile(w => w.Text == "function").ToArray();
        if (words.Length != 1 || !words[0].IsLiteral || words[0].Text.IndexOf('=') >= 0) return null;
        var i = _at + 1;
        while (i < text.Length && text[i] is ' ' or '\t') i++;
        return i < text.Length && text[i] == ')' ? words[0].Text : null;
    }

    private ShellCommand Begin(ShellCommand? pipedFrom)
    {
        while (Now is ' ' or '\t') _at++;
        var command = new ShellCommand(origin + _at, pipedFrom);
        _commands.Add(command);
        return command;
    }

    private void Comment()
    {
        var start = _at;
        while (_at < text.Length && text[_at] != '\n') _at++;
        _comments.Add((start, _at));
    }

    private void Redirection(ShellCommand command, char end)
    {
        var descriptor = _descriptor;
        _descriptor = '\0';
        var start = _at;
        while (Now is '<' or '>' or '&' or '|' && _at - start < 3) _at++;
        var sign = text.Substring(start, _at - start);
        var tabs = sign == "<<" && Now == '-';
        if (tabs) _at++;
        while (Now is ' ' or '\t') _at++;
        if (_at >= text.Length || Now is '\n' or ';' or '&' or '|' or '(' or ')') return;
        var quoted = Now is '\'' or '"' or '\\';
        var word = Word(end);
        if (sign == "<<") _here.Enqueue((command, word.Text, tabs, quoted));
        else if (sign == "<<<") command.Here = word;
        else
        {
            command.Redirections.Add(word);
            if (sign[0] == '<' && descriptor is '\0' or '0') command.Input = word;
        }
    }

    /// <summary>The here-documents whose commands stand on the line before.</summary>
    private void HereDocuments()
    {
        while (_here.Count > 0)
        {
            var (command, delimiter, tabs, quoted) = _here.Dequeue();
            var start = _at;
            var end = text.Length;
            while (_at < text.Length)
            {
                var stop = text.IndexOf('\n', _at);
                var line = text.Substring(_at, (stop < 0 ? text.Length : stop) - _at).TrimEnd('\r');
                var from = _at;
                _at = stop < 0 ? text.Length : stop + 1;
                if ((tabs ? line.TrimStart('\t') : line) != delimiter) continue;
                end = from;
                break;
            }

            var body = text.Substring(start, end - start);
            command.Here = new(origin + start, body, quoted || body.IndexOfAny(['$', '`']) < 0);
        }
    }

    private ShellWord Word(char end)
    {
        var start = _at;
        var word = new StringBuilder();
        var literal = true;
        while (_at < text.Length && !(Now is ' ' or '\t' or '\r' or '\n' or ';' or '&' or '|' or '(' or ')' or '<' or '>') && !(Now == end && end == '`'))
        {
            var c = Now;
            if (c == '\\') Escape(word);
            else if (c == '\'') Single(word);
            else if (c == '"') literal &= Double(word);
            else if (c is '$' or '`') literal &= Expansion(word);
            else
            {
                word.Append(c);
                _at++;
            }
        }

        if (_at == start) _at++;
        return new(origin + start, word.ToString(), literal);
    }

    private void Escape(StringBuilder word)
    {
        if (Next != '\n' && _at + 1 < text.Length) word.Append(Next);
        _at = Math.Min(_at + 2, text.Length);
    }

    private void Single(StringBuilder word)
    {
        var close = text.IndexOf('\'', _at + 1);
        if (close < 0) close = text.Length;
        word.Append(text, _at + 1, close - _at - 1);
        _at = Math.Min(close + 1, text.Length);
    }

    private bool Double(StringBuilder word)
    {
        var literal = true;
        _at++;
        while (_at < text.Length && Now != '"')
        {
            if (Now == '\\' && Next is '"' or '\\' or '$' or '`' or '\n') Escape(word);
            else if (Now is '$' or '`') literal &= Expansion(word);
            else
            {
                word.Append(Now);
                _at++;
            }
        }

        _at = Math.Min(_at + 1, text.Length);
        return literal;
    }

    /// <summary>What begins with a dollar sign or a backquote; in the word a dollar sign stands for what the shell puts in.</summary>
    private bool Expansion(StringBuilder word)
    {
        var isCommand = Now == '`' || Next == '(';
        if (isCommand || Next == '{') word.Append('$');
        if (Next == '(' && _at + 2 < text.Length && text[_at + 2] == '(') return Arithmetic();
        if (isCommand && _depth < MaxDepth)
        {
            var end = Now == '`' ? '`' : ')';
            _at += end == '`' ? 1 : 2;
            _depth++;
            var outer = _reading!;
            List(end, new(ShellBlockKind.Substitution, null, outer));
            _reading = outer;
            _depth--;
            return false;
        }

        if (Next == '{')
        {
            var nesting = 0;
            do
            {
                if (Now == '{') nesting++;
                if (Now == '}') nesting--;
                _at++;
            }
            while (_at < text.Length && (nesting > 0 || text[_at - 1] == '$'));
            return false;
        }

        if (!isCommand) word.Append(Now);
        _at++;
        return !isCommand && !(char.IsLetterOrDigit(Now) || Now is '_' or '@' or '*' or '#' or '?' or '!' or '$' or '-');
    }

    /// <summary><c>$((1 &lt;&lt; 2))</c>: no command in it, and no here-document.</summary>
    private bool Arithmetic()
    {
        var open = 0;
        for (_at++; _at < text.Length; _at++)
        {
            if (Now == '(') open++;
            if (Now == ')' && --open == 0) break;
        }

        _at = Math.Min(_at + 1, text.Length);
        return false;
    }
}
