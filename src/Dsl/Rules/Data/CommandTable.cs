using System;
using System.Linq;
using Bivouac.Rules.Overlay;

namespace Bivouac.Rules.Data;

/// <summary>A table of facts about programs: which of their calls do something, what that is, and what to do instead.</summary>
internal sealed class CommandTable
{
    private readonly ILookup<string, string[]> _rows;

    private CommandTable(string name) => _rows = DataTable.Load(name).ByFirst();

    /// <summary>A table that is loaded when it is first needed. Its columns: program, when, unless, what, advice, source.</summary>
    /// <param name="name">Its file name.</param>
    public static Lazy<CommandTable> Lazily(string name) => new(() => new(name));

    /// <summary>What a call does and what to do instead; null when it does not.</summary>
    /// <param name="command">The call.</param>
    /// <param name="hasInput">Whether it is given something to read.</param>
    public (string What, string Advice)? Find(ShellCommand command, bool hasInput) =>
        _rows[command.Name].Where(r => !Split(r[2]).Any(o => CommandConditions.Has(command, o)) && CommandConditions.Holds(command, r[1], hasInput)).Select(r => ((string, string)?)(r[3], r[4])).FirstOrDefault();

    /// <summary>Options by commas; a dash alone is none.</summary>
    internal static string[] Split(string options) => options == "-" ? [] : options.Split(',');
}
