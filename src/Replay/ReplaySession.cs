using System;
using System.Collections.Concurrent;
using System.Collections.Generic;
using System.Linq;
using System.Text;
using System.Threading;
using Bivouac.Versioning;
using Microsoft.CodeAnalysis;
using Microsoft.CodeAnalysis.CSharp;
using Microsoft.CodeAnalysis.Operations;
using Microsoft.CodeAnalysis.Text;

namespace Bivouac.Replay;

/// <summary>
/// Replays the definitions of one compilation. It shares what they have in common (bound fragments, members found by
/// reflection) and is made anew for each compilation. Safe for several threads.
/// </summary>
internal sealed class ReplaySession
{
    private readonly ConcurrentDictionary<SyntaxTree, SemanticModel> _models = new();
    private readonly ConcurrentDictionary<IMethodSymbol, IOperation?> _bodies = new(SymbolEqualityComparer.Default);
    private readonly Dictionary<string, VersionEntry> _entries;
    private readonly Func<SyntaxTree, SemanticModel> _createModel;

    /// <summary>Starts a session.</summary>
    /// <param name="compilation">A compilation that has the class Versions: see <see cref="WithVersions"/>.</param>
    /// <param name="versions">The VERSIONS file.</param>
    public ReplaySession(Compilation compilation, VersionsFile versions)
    {
        Compilation = compilation;
        _createModel = tree => Compilation.GetSemanticModel(tree);
        _entries = versions.Entries.ToDictionary(e => e.MemberName, StringComparer.Ordinal);
        VersionsType = compilation.Assembly.GetTypeByMetadataName(VersionsClass.Name);
        ValuesType = VersionsType?.GetTypeMembers(VersionsClass.ValuesName).FirstOrDefault();
    }

    /// <summary>The compilation.</summary>
    public Compilation Compilation { get; }

    /// <summary>The generated class Versions.</summary>
    public INamedTypeSymbol? VersionsType { get; }

    /// <summary>The class of plain constants in it.</summary>
    public INamedTypeSymbol? ValuesType { get; }

    /// <summary>What the loaded assembly has.</summary>
    public RuntimeMembers Members { get; } = new();

    /// <summary>The class Versions as a syntax tree, to be put beside the project's own.</summary>
    public static SyntaxTree VersionsTree(VersionsFile versions, ParseOptions? options, CancellationToken cancellation) =>
        CSharpSyntaxTree.ParseText(SourceText.From(VersionsClass.Print(versions), Encoding.UTF8), (CSharpParseOptions?)options, VersionsClass.FileName, cancellation);

    /// <summary>The compilation with the class Versions: as it is when it has one.</summary>
    public static Compilation WithVersions(Compilation compilation, VersionsFile versions, CancellationToken cancellation) =>
        compilation.Assembly.GetTypeByMetadataName(VersionsClass.Name) is not null
            ? compilation
            : compilation.AddSyntaxTrees(VersionsTree(versions, compilation.SyntaxTrees.FirstOrDefault()?.Options, cancellation));

    /// <summary>Replays the definition of a class.</summary>
    public ReplayResult Replay(INamedTypeSymbol type, CancellationToken cancellation)
    {
        var findings = new List<PlacedFinding>();
        var target = DefinitionReader.Read(type, findings, out var define, cancellation);
        if (Mismatch(type) is { } mismatch) findings.Add(new(DefinitionRules.VersionMismatch, target.NamePlace, new([mismatch])));
        else if (define is not null) return new Interpreter(this, cancellation).Run(target, define, findings);
        return new(target, null, new(findings), default, default);
    }

    /// <summary>The semantic model of a tree.</summary>
    public SemanticModel Model(SyntaxTree tree) => _models.GetOrAdd(tree, _createModel);

    /// <summary>The entry of VERSIONS that a member of the generated classes stands for, or null.</summary>
    public VersionEntry? Entry(ISymbol member) =>
        member.ContainingType is { } type
        && (SymbolEqualityComparer.Default.Equals(type, VersionsType) || SymbolEqualityComparer.Default.Equals(type, ValuesType))
        && _entries.TryGetValue(member.Name, out var entry)
            ? entry
            : null;

    /// <summary>The bound body of a method or accessor of the project, or null when it has none.</summary>
    public IOperation? Body(IMethodSymbol method, CancellationToken cancellation)
    {
        if (_bodies.TryGetValue(method, out var known)) return known;
        IOperation? body = null;
        if ((method.PartialImplementationPart ?? method).DeclaringSyntaxReferences.FirstOrDefault()?.GetSyntax(cancellation) is { } syntax)
        {
            var operation = Model(syntax.SyntaxTree).GetOperation(syntax, cancellation);
            body = operation is IMethodBodyOperation bound ? bound.BlockBody ?? bound.ExpressionBody : operation as IBlockOperation;
        }

        return _bodies.GetOrAdd(method, body);
    }

    /// <summary>What differs between the assembly that the project references and the loaded one, or null.</summary>
    private static string? Mismatch(INamedTypeSymbol type)
    {
        var referenced = DefinitionReader.Attribute(type)?.AttributeClass?.ContainingAssembly.Identity.Version;
        var loaded = RuntimeMembers.Bivouac.GetName().Version;
        return referenced is null || referenced == loaded ? null : "the project references Bivouac.dll " + referenced + ", the analyzers are of version " + loaded;
    }
}
