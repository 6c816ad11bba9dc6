using System.Collections.Generic;

namespace Bivouac.Rules.Overlay;

/// <summary>A part of a shell text that holds commands: a loop, a group, a substitution.</summary>
/// <param name="kind">What it is.</param>
/// <param name="parent">What it stands in; null at the top, and for a substitution, which stands in its command.</param>
/// <param name="opening">The command that begins it; of a substitution or a text, the one whose word it is.</param>
internal sealed class ShellBlock(ShellBlockKind kind, ShellBlock? parent, ShellCommand opening)
{
    /// <summary>What it is.</summary>
    public ShellBlockKind Kind { get; } = kind;

    /// <summary>The command that begins it.</summary>
    public ShellCommand Opening { get; } = opening;

    /// <summary>The command that ends it, with the redirections of all that is in it; null in a text that breaks off.</summary>
    public ShellCommand? Closing { get; set; }

    /// <summary>The name of the function whose body it is, or null.</summary>
    public string? BodyOf { get; set; }

    /// <summary>Whether the shell goes on without waiting for it.</summary>
    public bool IsDetached { get; set; }

    /// <summary>Whether it is a part of the command that begins it.</summary>
    public bool IsInCommand => Kind is ShellBlockKind.Substitution or ShellBlockKind.Text;

    /// <summary>The block that it stands in, or null.</summary>
    public ShellBlock? Outer => parent ?? (IsInCommand ? Opening.Block : null);

    /// <summary>This block, then those around it.</summary>
    public IEnumerable<ShellBlock> AndOuter()
    {
        for (var block = this; block is not null; block = block.Outer) yield return block;
    }
}
