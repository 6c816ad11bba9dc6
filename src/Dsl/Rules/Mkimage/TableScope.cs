using System;
using System.Globalization;
using System.Linq;
using Bivouac.Model;

namespace Bivouac.Rules.Mkimage;

/// <summary>Where the tables of facts may speak: a name that they do not know may still be one of a branch that is older.</summary>
internal static class TableScope
{
    /// <summary>The first branch, as 3.N, in which nothing was that the tables no longer have.</summary>
    private const int First = 20;

    /// <summary>Whether the model's branch is one that the tables cover.</summary>
    public static bool Covers(LiveCdModel model) => IsFrom(model, First);

    /// <summary>Whether the model's branch is 3.N or a later one; a branch that is not declared is a current one.</summary>
    public static bool IsFrom(LiveCdModel model, int number) =>
        model.Branch?.ToString() is not { } branch || branch == "edge"
        || (branch.StartsWith("3.", StringComparison.Ordinal) ? !int.TryParse(branch.Substring(2), NumberStyles.None, CultureInfo.InvariantCulture, out var minor) || minor >= number : branch[0] > '3' || branch.IndexOf('.') > 1);

    /// <summary>Whether raw shell of the profile has one of the words, so that it may do what the definition does not say.</summary>
    public static bool RawShellNames(LiveCdModel model, params string[] words) =>
        model.RawShell.Any(r => r.Script == RawShellTarget.Profile && words.Any(w => r.Text.Contains(w)));
}
