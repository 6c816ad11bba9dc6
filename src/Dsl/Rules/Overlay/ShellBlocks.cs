using System.Collections.Generic;
using System.Linq;

namespace Bivouac.Rules.Overlay;

/// <summary>Keeps the open blocks while a shell text is read, and puts each command into its own.</summary>
/// <param name="substitution">The substitution that is read, or null for the text itself.</param>
internal sealed class ShellBlocks(ShellBlock? substitution)
{
    private const int MaxDepth = 100;

    private readonly Stack<Frame> _open = new([new Frame(substitution)]);
    private string? _function;
    private ShellBlock? _closed;
    private int _subshells;

    /// <summary>Whether something was out of place, so that nothing can be said about what stands in what.</summary>
    public bool IsBroken { get; private set; }

    /// <summary>Whether all blocks have ended.</summary>
    public bool IsClosed => _open.Count == 1;

    /// <summary>Whether patterns of <c>case</c> are read, which are no commands.</summary>
    private bool InPattern => _open.Peek().InPattern;

    /// <summary>Whether a closing bracket after a command ends something here, and not the substitution that is read.</summary>
    public bool Awaits(ShellCommand command) =>
        _subshells > 0 || InPattern || (command.Words.Any(w => w.Text == "in") && command.Words.FirstOrDefault(w => w.Text is not ("if" or "then" or "else" or "do" or "!" or "{"))?.Text == "case");

    /// <summary>A function's name was read; what comes next is its body.</summary>
    public void Function(string name) => _function = name;

    /// <summary>A command has ended.</summary>
    /// <param name="command">The command.</param>
    /// <param name="separator">What ended it.</param>
    public void End(ShellCommand command, string separator)
    {
        if (IsBroken) return;
        if (InPattern && !(command.Words.Count > 0 && command.Words[0].Text == "esac"))
        {
            if (separator == ")") _open.Peek().InPattern = false;
            command.Words.Clear();
            return;
        }

        var isEmpty = command.Words.Count == 0 && _closed is null;
        if (_closed is not null) _closed.Closing = command;
        _closed = null;
        Keywords(command);
        command.Block = _open.Peek().Block;
        _open.Peek().Commands.Add(command);
        Separate(command, separator, isEmpty);
    }

    private void Separate(ShellCommand command, string separator, bool isEmpty)
    {
        var frame = _open.Peek();
        switch (separator)
        {
            case "&":
                foreach (var member in frame.Commands) member.IsDetached = true;
                foreach (var member in frame.Blocks) member.IsDetached = true;
                frame.Clear();
                break;
            case ";;":
                frame.Clear();
                if (frame.Block?.Kind == ShellBlockKind.Case) frame.InPattern = true;
                break;
            case ";" or "\n":
                // A line may end after && or a pipe sign: the list goes on.
                if (!isEmpty || separator == ";") frame.Clear();
                break;
            case "(" when !frame.InPattern:
                Open(ShellBlockKind.Subshell, command);
                _subshells++;
                break;
            case ")":
                if (frame.InPattern)
                {
                    frame.InPattern = false;
                    frame.Clear();
                }
                else if (frame.Block?.Kind != ShellBlockKind.Subshell) IsBroken = true;
                else
                {
                    _closed = _open.Pop().Block;
                    _subshells--;
                }

                break;
        }
    }

    /// <summary>The words at the beginning of a command that open and close blocks.</summary>
    private void Keywords(ShellCommand command)
    {
        foreach (var word in command.Words)
        {
            switch (word.Text)
            {
                case "if":
                    Open(ShellBlockKind.If, command);
                    break;
                case "while" or "until":
                    Open(ShellBlockKind.Loop, command);
                    break;
                case "{":
                    Open(ShellBlockKind.Group, command);
                    break;
                case "then" or "else" or "elif" or "do" or "!" or "time":
                    break;
                case "for" or "select":
                    Open(ShellBlockKind.Loop, command);
                    return;
                case "case":
                    Open(ShellBlockKind.Case, command);
                    _open.Peek().InPattern = true;
                    return;
                case "fi" or "done" or "esac" or "}":
                    Close(word.Text, command);
                    return;
                default:
                    return;
            }
        }
    }

    private void Open(ShellBlockKind kind, ShellCommand command)
    {
        IsBroken = _open.Count > MaxDepth;
        var outer = _open.Peek();
        var block = new ShellBlock(kind, outer.Block, command) { BodyOf = _function };
        _function = null;
        outer.Blocks.Add(block);
        _open.Push(new(block));
    }

    private void Close(string keyword, ShellCommand command)
    {
        var kind = keyword switch
        {
            "fi" => ShellBlockKind.If,
            "done" => ShellBlockKind.Loop,
            "esac" => ShellBlockKind.Case,
            _ => ShellBlockKind.Group,
        };
        if (_open.Peek().Block is { } block && block.Kind == kind)
        {
            block.Closing = command;
            _open.Pop();
        }
        else
        {
            IsBroken = true;
        }
    }

    /// <summary>An open block, and what its commands have begun since the last separator.</summary>
    private sealed class Frame(ShellBlock? block)
    {
        public ShellBlock? Block { get; } = block;

        public bool InPattern { get; set; }

        public List<ShellCommand> Commands { get; } = [];

        public List<ShellBlock> Blocks { get; } = [];

        public void Clear()
        {
            Commands.Clear();
            Blocks.Clear();
        }
    }
}
