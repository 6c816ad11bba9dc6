using System;
using System.Collections.Generic;
using System.Linq;
using System.Threading;
using Bivouac.Model;
using Bivouac.Replay;
using Bivouac.Rules.Settings;
using Microsoft.CodeAnalysis;
using Microsoft.CodeAnalysis.Diagnostics;

namespace Bivouac.Generators.Settings;

/// <summary>Asks a compilation what the project says about findings, file by file; each file is asked once.</summary>
internal sealed class SettingsReader
{
    private readonly Dictionary<string, IReadOnlyList<FindingSetting>> _files = new(StringComparer.Ordinal);
    private readonly Lazy<ILookup<string, SyntaxTree>> _trees;
    private readonly ConfiguredSeverities _severities;

    public SettingsReader(Compilation compilation, AnalyzerConfigOptionsProvider options)
    {
        _trees = new(() => compilation.SyntaxTrees.ToLookup(t => t.FilePath, StringComparer.Ordinal));
        _severities = new(compilation.Options, options);
    }

    /// <summary>What holds for the findings of a definition.</summary>
    public EquatableArray<FindingSetting> Read(ReplayResult result, INamedTypeSymbol type, CancellationToken cancellation)
    {
        if (result.Model is null) return default;
        var files = result.Elements.Select(e => e.Place.FilePath).Concat([result.Target.DefinitionPlace.FilePath, result.Target.NamePlace.FilePath]);
        return new(files.Distinct().OrderBy(f => f, StringComparer.Ordinal).SelectMany(f => OfFile(f, cancellation))
            .Concat(SuppressMessages.Of(type, cancellation))
            .Concat(OfFile("", cancellation)));
    }

    private IReadOnlyList<FindingSetting> OfFile(string file, CancellationToken cancellation)
    {
        if (_files.TryGetValue(file, out var known)) return known;
        var tree = file.Length == 0 ? null : _trees.Value[file].FirstOrDefault();
        var severities = KnownRules.All
            .Select(r => (Rule: r, Severity: _severities.Of(r, tree)))
            .Where(x => x.Severity != x.Rule.Severity)
            .GroupBy(x => x.Severity)
            .Select(g => new FindingSetting(file, g.Key, 0, 0, string.Join(" ", g.Select(x => x.Rule.Id))));
        return _files[file] = [.. severities, .. tree is null ? [] : PragmaRegions.Of(tree, file, cancellation)];
    }
}
