using System;
using System.Collections.Generic;
using System.Linq;
using System.Runtime.CompilerServices;
using System.Threading;
using Bivouac.Apk;
using Microsoft.CodeAnalysis;
using Microsoft.CodeAnalysis.Text;

namespace Bivouac.Analyzers.Inputs;

/// <summary>The package indexes among the AdditionalFiles. They are large and seldom change: each is read once, and so is what they are together.</summary>
internal static class CompilerIndexes
{
    private static readonly ConditionalWeakTable<SourceText, PackageIndex> Parsed = new();

    private static Joined _last = new([], PackageIndexes.None);

    /// <summary>The indexes. A file of that name in the overlay is content of the image.</summary>
    /// <param name="files">The AdditionalFiles.</param>
    /// <param name="projectFolder">The project's folder, or null when it is not known.</param>
    /// <param name="cancellation">Ends the reading.</param>
    public static PackageIndexes Of(IEnumerable<AdditionalText> files, string? projectFolder, CancellationToken cancellation)
    {
        var indexes = new List<PackageIndex>();
        var overlay = projectFolder is null ? null : projectFolder.Replace('\\', '/').TrimEnd('/') + "/overlay/";
        foreach (var file in files.Where(f => PackageIndex.IsIndex(f.Path) && (overlay is null || !f.Path.Replace('\\', '/').StartsWith(overlay, StringComparison.Ordinal))))
            if (file.GetText(cancellation) is { } text) indexes.Add(Parsed.GetValue(text, t => PackageIndex.Parse(file.Path, t.ToString())));
        if (indexes.Count == 0) return PackageIndexes.None;

        var last = Volatile.Read(ref _last);
        if (last.Indexes.SequenceEqual(indexes)) return last.Value;
        var joined = new Joined([.. indexes], new PackageIndexes(indexes));
        Volatile.Write(ref _last, joined);
        return joined.Value;
    }

    private sealed record Joined(PackageIndex[] Indexes, PackageIndexes Value);
}
