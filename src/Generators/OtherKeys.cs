using System;
using System.Collections.Generic;
using System.Linq;
using System.Runtime.CompilerServices;
using System.Threading;
using Bivouac.Model;
using Bivouac.Replay;
using Bivouac.Versioning;
using Microsoft.CodeAnalysis;
using Microsoft.CodeAnalysis.CSharp;
using Microsoft.CodeAnalysis.CSharp.Syntax;

namespace Bivouac.Generators;

/// <summary>
/// Finds the keys of VERSIONS that no definition uses, but other code of the project: an entry point of its own, an attribute. Only
/// where definitions leave a key unused is anything looked at.
/// </summary>
internal static class OtherKeys
{
    /// <summary>The identifiers of a file. An edit makes one tree anew; the others need not be walked again.</summary>
    private static readonly ConditionalWeakTable<SyntaxTree, HashSet<string>> Identifiers = new();

    /// <summary>The keys, in ordinal order.</summary>
    public static EquatableArray<string> Find(ReplaySession session, VersionsFile versions, IEnumerable<ReplayResult> results, CancellationToken cancellation)
    {
        var used = new HashSet<string>(results.SelectMany(r => r.UsedKeys), StringComparer.Ordinal);
        var left = new HashSet<string>(versions.Entries.Where(e => !used.Contains(e.Key) && !VersionKey.IsDriverKey(e.Key)).Select(e => e.MemberName), StringComparer.Ordinal);
        if (left.Count == 0 || session.VersionsType is not { } type) return new([]);
        var ours = new HashSet<SyntaxTree>(type.DeclaringSyntaxReferences.Select(r => r.SyntaxTree));
        return new(session.Compilation.SyntaxTrees
            .Where(t => !ours.Contains(t) && Identifiers.GetValue(t, IdentifiersOf).Overlaps(left))
            .SelectMany(t => t.GetRoot(cancellation).DescendantNodes().OfType<IdentifierNameSyntax>())
            .Where(n => left.Contains(n.Identifier.ValueText))
            .Select(n => Entry(session, n, cancellation)?.Key)
            .OfType<string>()
            .Distinct()
            .OrderBy(k => k, StringComparer.Ordinal));
    }

    private static HashSet<string> IdentifiersOf(SyntaxTree tree) =>
        new(tree.GetRoot().DescendantTokens().Where(t => t.IsKind(SyntaxKind.IdentifierToken)).Select(t => t.ValueText), StringComparer.Ordinal);

    private static VersionEntry? Entry(ReplaySession session, IdentifierNameSyntax name, CancellationToken cancellation)
    {
        var info = session.Model(name.SyntaxTree).GetSymbolInfo(name, cancellation);
        return (info.Symbol ?? (info.CandidateSymbols.Length == 1 ? info.CandidateSymbols[0] : null)) is { } symbol ? session.Entry(symbol) : null;
    }
}
