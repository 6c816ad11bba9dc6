using System;
using System.Collections.Generic;
using System.Linq;

namespace Bivouac.Rules.Overlay;

/// <summary>A simple command of a shell text: words between separators.</summary>
internal sealed class ShellCommand(int index, ShellCommand? pipedFrom)
{
    private static readonly HashSet<string> Prefixes = new(
        ["if", "then", "else", "elif", "do", "while", "until", "!", "{", "time", "exec", "command", "builtin", "nohup", "busybox", "doas", "sudo", "env", "timeout", "nice", "ionice", "setsid"], StringComparer.Ordinal);

    private int _start = -1;

    /// <summary>Where it begins in the text.</summary>
    public int Index { get; } = index;

    /// <summary>The command whose output it reads, or null.</summary>
    public ShellCommand? PipedFrom { get; } = pipedFrom;

    /// <summary>All words but those of redirections.</summary>
    public List<ShellWord> Words { get; } = [];

    /// <summary>The files that are read and written by redirections.</summary>
    public List<ShellWord> Redirections { get; } = [];

    /// <summary>The file or descriptor that it reads by <c>&lt;</c>, or null.</summary>
    public ShellWord? Input { get; set; }

    /// <summary>What a here-document or here-string gives it to read, or null.</summary>
    public ShellWord? Here { get; set; }

    /// <summary>The program's name, without its folder where that is one of programs; empty when it is not known.</summary>
    public string Name => Start < Words.Count && Words[Start].IsLiteral ? NameOf(Words[Start].Text) : "";

    /// <summary>The absolute path by which the program is called, or null.</summary>
    public string? ProgramPath => Start < Words.Count && Words[Start] is { IsLiteral: true, Text: var text } && text.StartsWith("/", StringComparison.Ordinal) ? text : null;

    /// <summary>What stands after the name.</summary>
    public IEnumerable<ShellWord> Arguments => Words.Skip(Start + 1);

    /// <summary>The assignments: those before a command, and those of export and the like.</summary>
    public IEnumerable<(string Name, ShellWord Value)> Assignments =>
        Words.Take(Start).Concat(Name is "export" or "local" or "readonly" or "declare" ? Arguments : []).Select(AssignmentOf).Where(a => a.Name.Length > 0);

    /// <summary>Whether an argument is given, for example an option by its long name.</summary>
    /// <param name="name">The argument, with the dashes of an option.</param>
    public bool Has(string name) => Arguments.Any(a => a.Text == name);

    /// <summary>Whether an option is given by its letter, alone or among others.</summary>
    /// <param name="letter">The letter.</param>
    public bool Has(char letter) => Arguments.Any(a => a.Text.Length > 1 && a.Text[0] == '-' && a.Text[1] != '-' && a.Text.IndexOf(letter) > 0);

    /// <summary>Whether <c>timeout</c> ends it after some time.</summary>
    public bool IsLimited => Words.Take(Start).Any(w => w.Text == "timeout") || Block?.AndOuter().Any(b => b.Kind == ShellBlockKind.Text && b.Opening.IsLimited) == true;

    /// <summary>The innermost block that it stands in, or null.</summary>
    public ShellBlock? Block { get; set; }

    /// <summary>Whether it stands before <c>&amp;</c>, alone or in a list.</summary>
    public bool IsDetached { get; set; }

    /// <summary>Whether the shell goes on without waiting for it, or for what it stands in.</summary>
    public bool IsInBackground
    {
        get
        {
            if (IsDetached) return true;
            for (var block = Block; block is not null; block = block.Outer)
                if (block.IsDetached || (block.IsInCommand && block.Opening.IsDetached)) return true;
            return false;
        }
    }

    /// <summary>The function that it stands in, or null.</summary>
    public string? Function => Block?.AndOuter().FirstOrDefault(b => b.BodyOf is not null)?.BodyOf;

    /// <summary>Whether it is given something else to read than what the script has: a file, a text, the output of a command.</summary>
    public bool HasInput => HasOwnInput(this) || Block?.AndOuter().Any(b => b.Opening.PipedFrom is not null || (b.Kind == ShellBlockKind.Text && HasOwnInput(b.Opening)) || (b.Closing is { } closing && HasOwnInput(closing))) == true;

    private int Start
    {
        get
        {
            if (_start >= 0) return _start;
            var i = 0;
            while (i < Words.Count && (Prefixes.Contains(Words[i].Text) || AssignmentOf(Words[i]).Name.Length > 0))
            {
                var prefix = Words[i++].Text;
                if (prefix is not ("timeout" or "nice" or "ionice" or "setsid" or "doas" or "sudo" or "env")) continue;
                var withValue = prefix switch { "setsid" => "", "doas" => "uC", "sudo" => "ugCDhprRtTU", "env" => "uCS", _ => "sknc" };
                while (i < Words.Count && Words[i].Text.StartsWith("-", StringComparison.Ordinal)) i += Words[i].Text is { Length: 2 } option && withValue.IndexOf(option[1]) >= 0 ? 2 : 1;
                if (prefix == "timeout") i++;
            }

            return _start = Math.Min(i, Words.Count);
        }
    }

    private static bool HasOwnInput(ShellCommand command) => command.Here is not null || command.PipedFrom is not null || command.Input is { } input && !Terminal(input.Text);

    /// <summary>Files by which a script reads what is typed.</summary>
    private static bool Terminal(string file) => file.StartsWith("/dev/tty", StringComparison.Ordinal) || file == "/dev/console";

    private static string NameOf(string program) =>
        program.LastIndexOf('/') is > 0 and var slash && program.Substring(0, slash).EndsWith("bin", StringComparison.Ordinal) ? program.Substring(slash + 1) : program;

    private static (string Name, ShellWord Value) AssignmentOf(ShellWord word)
    {
        var equals = word.Text.IndexOf('=');
        if (equals <= 0 || !word.Text.Take(equals).All(c => c is '_' or (>= 'A' and <= 'Z') or (>= 'a' and <= 'z') or (>= '0' and <= '9'))) return ("", word);
        return (word.Text.Substring(0, equals), word with { Text = word.Text.Substring(equals + 1) });
    }
}
