using System;
using System.Linq;
using Bivouac.Rules.Data;

namespace Bivouac.Rules.Inputs;

/// <summary>Which package a shell is in.</summary>
internal static class ShellPackages
{
    private static readonly Lazy<DataTable> Table = DataTable.Lazily("shells.tsv");

    /// <summary>The package that the image would need to have a shell and surely has not; null when nothing is wrong, or it is not known.</summary>
    /// <param name="context">The image.</param>
    /// <param name="path">The shell.</param>
    public static string? Missing(RuleContext context, string path) =>
        context.Services.IsComplete && context.Overlay[path] is null && !context.Overlay.MayHold(path) && Table.Value.Rows.FirstOrDefault(r => r[0] == path) is { } row && context.Services.IsAbsent(row[1]) ? row[1] : null;
}
