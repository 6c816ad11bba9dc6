using System.Collections.Generic;
using System.Collections.Immutable;
using System.Linq;
using System.Text;
using System.Threading;
using Bivouac.Generators.Settings;
using Bivouac.Model;
using Bivouac.Replay;
using Bivouac.Versioning;
using Microsoft.CodeAnalysis;
using Microsoft.CodeAnalysis.CSharp.Syntax;
using Microsoft.CodeAnalysis.Diagnostics;
using Microsoft.CodeAnalysis.Text;

namespace Bivouac.Generators;

/// <summary>
/// Adds the class Versions, the members of classes marked with [LiveCd] and an entry point. It reports nothing: that is the
/// analyzers' part. Nothing but the file VERSIONS is read.
/// </summary>
[Generator(LanguageNames.CSharp)]
public sealed class LiveCdGenerator : IIncrementalGenerator
{
    /// <inheritdoc/>
    public void Initialize(IncrementalGeneratorInitializationContext context)
    {
        var folder = context.AnalyzerConfigOptionsProvider
            .Select(static (o, _) => ProjectFolder.Of(o.GlobalOptions))
            .WithTrackingName(TrackingNames.ProjectFolder);

        var versions = context.AdditionalTextsProvider
            .Where(static t => VersionsSource.IsVersions(t.Path))
            .Select(static (t, c) => new VersionsText(t.Path, t.GetText(c)?.ToString() ?? ""))
            .WithTrackingName(TrackingNames.VersionsTexts)
            .Collect()
            .Combine(folder)
            .Select(static (x, _) => Choose(x.Left, x.Right))
            .WithTrackingName(TrackingNames.Versions);
        context.RegisterSourceOutput(versions, static (c, v) => Add(c, VersionsClass.FileName, VersionsClass.Print(v)));

        var tree = versions
            .Combine(context.ParseOptionsProvider)
            .Select(static (x, c) => ReplaySession.VersionsTree(x.Left, x.Right, c))
            .WithTrackingName(TrackingNames.VersionsTree);

        var targets = context.SyntaxProvider
            .ForAttributeWithMetadataName(typeof(LiveCdAttribute).FullName!, static (n, _) => n is ClassDeclarationSyntax or RecordDeclarationSyntax, static (c, _) => MetadataNames.Of((INamedTypeSymbol)c.TargetSymbol))
            .WithTrackingName(TrackingNames.Targets);

        // All definitions in one step: they share bound fragments, and the compilation leaves nothing but value-equal results.
        var definitions = targets
            .Collect()
            .Combine(context.CompilationProvider)
            .Combine(context.AnalyzerConfigOptionsProvider)
            .Combine(versions.Combine(tree))
            .SelectMany(static (x, c) => Replay(x.Left.Left.Left, x.Left.Left.Right, x.Left.Right, x.Right.Left, x.Right.Right, c))
            .WithTrackingName(TrackingNames.Definitions);

        var images = definitions
            .Combine(folder)
            .Select(static (x, _) => ImageSource.Of(x.Left, x.Right))
            .Collect()
            .SelectMany(static (x, _) => ImageSource.WithHintNames(x.Where(i => i.IsExtensible)))
            .WithTrackingName(TrackingNames.Images);
        context.RegisterSourceOutput(images, static (c, x) => Add(c, x.Key, ImageEmitter.Print(x.Value)));

        var needsMain = context.CompilationProvider
            .Combine(context.AnalyzerConfigOptionsProvider.Select(static (o, _) => o.GlobalOptions.TryGetValue("build_property.BivouacGenerateMain", out var value) && value == "true"))
            .Select(static (x, c) => x.Right && NeedsMain(x.Left, c))
            .WithTrackingName(TrackingNames.NeedsMain);
        var names = targets
            .Collect()
            .Combine(images.Select(static (x, _) => x.Value.QualifiedName).Collect())
            .Select(static (x, _) => (HasTargets: x.Left.Length > 0, Names: new EquatableArray<string>(x.Right)))
            .WithTrackingName(TrackingNames.MainImages);
        context.RegisterSourceOutput(names.Combine(needsMain), static (c, x) =>
        {
            if (x.Right && x.Left.HasTargets) Add(c, MainEmitter.FileName, MainEmitter.Print(x.Left.Names));
        });
    }

    private static VersionsFile Choose(ImmutableArray<VersionsText> texts, string? folder)
    {
        var nearest = VersionsSource.Nearest(texts.Select(t => t.Path), folder);
        return nearest is null ? VersionsFile.Empty : VersionsFile.Parse(texts.First(t => t.Path == nearest).Text);
    }

    private static IEnumerable<ReplayedDefinition> Replay(
        ImmutableArray<string> targets,
        Compilation compilation,
        AnalyzerConfigOptionsProvider options,
        VersionsFile versions,
        SyntaxTree versionsTree,
        CancellationToken cancellation)
    {
        if (targets.IsEmpty) return [];
        var hasVersions = compilation.Assembly.GetTypeByMetadataName(VersionsClass.Name) is not null;
        var session = new ReplaySession(hasVersions ? compilation : compilation.AddSyntaxTrees(versionsTree), versions);
        var settings = new SettingsReader(compilation, options);
        var replayed = targets
            .Select(t => session.Compilation.Assembly.GetTypeByMetadataName(t))
            .OfType<INamedTypeSymbol>()
            .Select(t => (Type: t, Result: session.Replay(t, cancellation)))
            .ToArray();
        var others = OtherKeys.Find(session, versions, replayed.Select(x => x.Result), cancellation);
        return replayed
            .Select(x => new ReplayedDefinition(x.Result, others, settings.Read(x.Result, x.Type, cancellation)))
            .ToImmutableArray();
    }

    private static bool NeedsMain(Compilation compilation, CancellationToken cancellation) =>
        compilation.Options.OutputKind == OutputKind.ConsoleApplication
        && compilation.GetTypeByMetadataName(MainEmitter.Host) is not null
        && compilation.GetEntryPoint(cancellation) is null;

    private static void Add(SourceProductionContext context, string name, string text) => context.AddSource(name, SourceText.From(text, Encoding.UTF8));
}
