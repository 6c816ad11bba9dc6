using System;
using System.Collections.Concurrent;
using System.Collections.Generic;
using System.Linq;
using System.Threading;
using Bivouac.Analyzers.Inputs;
using Bivouac.Apk;
using Bivouac.Replay;
using Bivouac.Rules.Fixes;
using Bivouac.Rules.Inputs;
using Bivouac.Versioning;
using Microsoft.CodeAnalysis;
using Microsoft.CodeAnalysis.CSharp;
using Microsoft.CodeAnalysis.CSharp.Syntax;
using Microsoft.CodeAnalysis.Diagnostics;
using Microsoft.CodeAnalysis.Text;

namespace Bivouac.Analyzers;

/// <summary>What is shared while one compilation is analyzed. Safe for several threads.</summary>
internal sealed class CompilationAnalysis
{
    private readonly ReplaySession _session;
    private readonly VersionsSource _versions;
    private readonly IProjectFiles _files;
    private readonly PackageIndexes _packages;
    private readonly Lazy<Dictionary<string, SyntaxTree>> _trees;
    private readonly HashSet<string> _members;
    private readonly ConcurrentDictionary<PlacedFinding, bool> _reported = new();
    private readonly ConcurrentDictionary<string, bool> _usedKeys = new(StringComparer.Ordinal);
    private readonly ConcurrentBag<DefinitionTarget> _targets = [];

    public CompilationAnalysis(Compilation compilation, VersionsSource versions, IProjectFiles files, PackageIndexes packages, CancellationToken cancellation)
    {
        _versions = versions;
        _files = files;
        _packages = packages;
        _members = new(versions.File.Entries.Select(e => e.MemberName), StringComparer.Ordinal);
        _session = new ReplaySession(ReplaySession.WithVersions(compilation, versions.File, cancellation), versions.File);
        _trees = new(() => compilation.SyntaxTrees.GroupBy(t => t.FilePath, StringComparer.Ordinal).ToDictionary(g => g.Key, g => g.First(), StringComparer.Ordinal));
    }

    /// <summary>Replays the definition of a class and shows what is wrong with it.</summary>
    public void AnalyzeType(SymbolAnalysisContext context)
    {
        var type = (INamedTypeSymbol)context.Symbol;
        if (DefinitionReader.Attribute(type) is null)
        {
            if (DefinitionReader.IsAroundDefinition(type) && DefinitionReader.WhyNotExtensible(type, context.CancellationToken) is { } around) context.ReportDiagnostic(Create(around));
            return;
        }

        if (!ReferenceEquals(_session.Compilation, context.Compilation)) type = _session.Compilation.Assembly.GetTypeByMetadataName(MetadataNames.Of(type)) ?? type;
        var result = _session.Replay(type, context.CancellationToken);
        _targets.Add(result.Target);
        foreach (var key in result.UsedKeys) _usedKeys.TryAdd(key, true);

        // A fragment that several images use is wrong once.
        foreach (var finding in result.Findings.Concat(result.ModelFindings(_files, _packages)))
            if (_reported.TryAdd(finding, true)) context.ReportDiagnostic(Create(finding));
    }

    /// <summary>Notes which keys are used anywhere, and shows those that VERSIONS does not have.</summary>
    public void AnalyzeMemberAccess(SyntaxNodeAnalysisContext context)
    {
        switch (context.Node)
        {
            case MemberAccessExpressionSyntax access when NameOf(access.Expression) is VersionsClass.Name or VersionsClass.ValuesName || _members.Contains(access.Name.Identifier.ValueText):
                Analyze(context, access);
                break;
            case IdentifierNameSyntax name when name.Parent is not MemberAccessExpressionSyntax access || access.Name != name:
                // A member without its class: 'using static Versions'. Only names that keys have are looked up.
                if (_members.Contains(name.Identifier.ValueText)) Note(Symbol(Model(context), name, context.CancellationToken));
                break;
        }
    }

    /// <summary>Shows what can be known only when everything has been looked at.</summary>
    public void Finish(CompilationAnalysisContext context, SourceText? versions)
    {
        var targets = _targets.OrderBy(t => t.NamePlace.FilePath, StringComparer.Ordinal).ThenBy(t => t.NamePlace.Span.Start).ToArray();
        foreach (var group in targets.GroupBy(t => t.ProfileName, StringComparer.Ordinal))
            foreach (var target in group.Skip(1))
                context.ReportDiagnostic(Create(new(DefinitionRules.DuplicateProfile, target.NamePlace, new([target.ProfileName, Readable(group.First())]))));

        if (targets.Length == 0 || versions is null || _versions.Path is null || _versions.IsShared) return;
        foreach (var entry in _versions.File.Entries)
            if (!_usedKeys.ContainsKey(entry.Key) && !VersionKey.IsDriverKey(entry.Key))
                context.ReportDiagnostic(Diagnostic.Create(Descriptors.Of(VersionsRules.Unused), VersionsLocation.Of(_versions.Path, versions, entry.Line), entry.Key, entry.MemberName));
    }

    /// <summary>The compiler's own model, which has bound the tree already, unless Versions had to be put beside it.</summary>
    private SemanticModel Model(SyntaxNodeAnalysisContext context) =>
        ReferenceEquals(_session.Compilation, context.Compilation) ? context.SemanticModel : _session.Model(context.Node.SyntaxTree);

    private static string Readable(DefinitionTarget target) => target.QualifiedName.Replace("global::", "");

    private void Analyze(SyntaxNodeAnalysisContext context, MemberAccessExpressionSyntax access)
    {
        var model = Model(context);
        if (Symbol(model, access.Expression, context.CancellationToken) is not INamedTypeSymbol type || !IsVersions(type)) return;
        if (Symbol(model, access, context.CancellationToken) is { } member)
        {
            Note(member);
            return;
        }

        var name = access.Name.Identifier.ValueText;
        if (name.Length == 0) return;
        var nearest = NearestNames.To(name, _versions.File.Entries.Select(e => e.MemberName));
        var reason = _versions.Path is null
            ? "there is no file VERSIONS in the project's folder or above it"
            : "VERSIONS has no such key" + NearestNames.Remark(nearest);
        context.ReportDiagnostic(Diagnostic.Create(Descriptors.Of(VersionsRules.Undefined), access.GetLocation(), FixProperties.Of(nearest.Select(n => new Fix(FixKind.ReplaceText, "", n))), name, reason, VersionKey.FromMemberName(name)));
    }

    private void Note(ISymbol? member)
    {
        if (member is not null && _session.Entry(member) is { } entry) _usedKeys.TryAdd(entry.Key, true);
    }

    private bool IsVersions(INamedTypeSymbol type) =>
        SymbolEqualityComparer.Default.Equals(type, _session.VersionsType) || SymbolEqualityComparer.Default.Equals(type, _session.ValuesType);

    private static ISymbol? Symbol(SemanticModel model, ExpressionSyntax expression, CancellationToken cancellation)
    {
        var info = model.GetSymbolInfo(expression, cancellation);
        return info.Symbol ?? (info.CandidateSymbols.Length == 1 ? info.CandidateSymbols[0] : null);
    }

    private static string NameOf(ExpressionSyntax expression) => expression switch
    {
        IdentifierNameSyntax name => name.Identifier.ValueText,
        MemberAccessExpressionSyntax access => access.Name.Identifier.ValueText,
        AliasQualifiedNameSyntax alias => alias.Name.Identifier.ValueText,
        _ => "",
    };

    private Diagnostic Create(PlacedFinding finding) => Diagnostic.Create(
        Descriptors.Of(finding.Rule),
        _trees.Value.TryGetValue(finding.Place.FilePath, out var tree) && finding.Place.Span.End <= tree.Length
            ? Location.Create(tree, finding.Place.Span)
            : Location.Create(finding.Place.FilePath, finding.Place.Span, finding.Place.Lines),
        FixProperties.Of(finding.Fixes),
        finding.Arguments.ToArray<object>());
}
