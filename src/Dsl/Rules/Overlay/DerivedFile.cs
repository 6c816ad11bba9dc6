using System;
using System.Linq;
using Bivouac.Rules.Inputs;

namespace Bivouac.Rules.Overlay;

/// <summary>A file of the overlay that follows from the definition.</summary>
/// <param name="Path">The file.</param>
/// <param name="Call">The call that it follows from.</param>
/// <param name="All">What is declared.</param>
/// <param name="Says">Whether a text says one of these too; null when that cannot be told.</param>
/// <param name="Advice">What to do.</param>
internal sealed record DerivedFile(string Path, string Call, string[] All, Func<string, string, bool>? Says, string Advice)
{
    /// <summary>Whether anything in its place loses all of it, whatever it says.</summary>
    public bool IsWhole { get; init; }

    /// <summary>What a file in its place does not say. Of what is not known, nothing is lost.</summary>
    public string Lost(OverlayItem item)
    {
        if (IsWhole) return string.Join(", ", All);
        return Says is { } says && item.IsFile && item.Text is { } text
            ? string.Join(", ", text.Remember((Path, Call, string.Join(" ", All)), t => All.Where(n => !says(t, n)).ToArray()))
            : "";
    }
}
