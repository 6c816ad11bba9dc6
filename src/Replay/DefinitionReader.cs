using System.Collections.Generic;
using System.Linq;
using System.Threading;
using Bivouac.Rules;
using Microsoft.CodeAnalysis;
using Microsoft.CodeAnalysis.CSharp;
using Microsoft.CodeAnalysis.CSharp.Syntax;

namespace Bivouac.Replay;

/// <summary>Reads what the C# around a definition says: the class, its names, the method to replay.</summary>
internal static class DefinitionReader
{
    /// <summary>The name of the method that is replayed.</summary>
    public const string MethodName = "Define";

    private static readonly SymbolDisplayFormat NamespaceFormat =
        SymbolDisplayFormat.FullyQualifiedFormat.WithGlobalNamespaceStyle(SymbolDisplayGlobalNamespaceStyle.Omitted);

    /// <summary>Describes the class; findings are added to the list, the method is null when there is none to replay.</summary>
    public static DefinitionTarget Read(INamedTypeSymbol type, ICollection<PlacedFinding> findings, out IMethodSymbol? define, CancellationToken cancellation)
    {
        if (WhyNotExtensible(type, cancellation) is { } finding) findings.Add(finding);
        var isExtensible = SelfAndContaining(type).All(t => WhyNotExtensible(t, cancellation) is null);
        define = FindDefine(type, findings, out var definePlace, cancellation);
        var (name, namePlace) = ProfileName(type, cancellation);
        var declarations = SelfAndContaining(type).Reverse().Select(t => Declare(t, cancellation));
        return new(
            MetadataNames.Of(type),
            type.ContainingNamespace.IsGlobalNamespace ? null : type.ContainingNamespace.ToDisplayString(NamespaceFormat),
            new(declarations),
            type.ToDisplayString(SymbolDisplayFormat.FullyQualifiedFormat),
            name,
            definePlace,
            namePlace,
            isExtensible);
    }

    /// <summary>Why generated code cannot be a part of the class or of what is in it; null when it can.</summary>
    public static PlacedFinding? WhyNotExtensible(INamedTypeSymbol type, CancellationToken cancellation)
    {
        if (type.TypeParameters.Length > 0)
            return Finding(DefinitionRules.WrongShape, "'" + type.Name + "' has type parameters, so there is no single image to make", "remove them");
        if (type.IsFileLocal)
            return Finding(DefinitionRules.WrongShape, "'" + type.Name + "' is local to its file, so generated code cannot be a part of it", "remove the modifier 'file'");
        return type.DeclaringSyntaxReferences.Any(r => r.GetSyntax(cancellation) is TypeDeclarationSyntax s && s.Modifiers.Any(SyntaxKind.PartialKeyword))
            ? null
            : Finding(DefinitionRules.NotPartial, type.Name);

        PlacedFinding Finding(RuleDescriptor rule, params string[] arguments) => new(rule, Place.Of(Declaration(type, cancellation).Identifier), new(arguments));
    }

    /// <summary>Whether a class marked with [LiveCd] stands in the type.</summary>
    public static bool IsAroundDefinition(INamedTypeSymbol type) =>
        type.GetTypeMembers().Any(t => Attribute(t) is not null || IsAroundDefinition(t));

    /// <summary>The attribute, or null when the class has none.</summary>
    public static AttributeData? Attribute(INamedTypeSymbol type) =>
        type.GetAttributes().FirstOrDefault(a => a.AttributeClass is { Name: nameof(LiveCdAttribute) } c && RuntimeMembers.IsLanguage(c));

    private static IMethodSymbol? FindDefine(INamedTypeSymbol type, ICollection<PlacedFinding> findings, out Place place, CancellationToken cancellation)
    {
        var candidates = type.GetMembers(MethodName).OfType<IMethodSymbol>().ToArray();
        var method = candidates.FirstOrDefault(m => Defect(m) is null) ?? candidates.FirstOrDefault();
        if (method is null)
        {
            place = Place.Of(Declaration(type, cancellation).Identifier);
            findings.Add(new(DefinitionRules.WrongShape, place, new(["'" + type.Name + "' has no method Define, so there is nothing to make an image of", "add 'static void Define(LiveCdBuilder iso)'"])));
            return null;
        }

        place = Place.Of(((method.PartialImplementationPart ?? method).DeclaringSyntaxReferences[0].GetSyntax(cancellation) as MethodDeclarationSyntax)!.Identifier);
        if (Defect(method) is not { } defect) return method;
        findings.Add(new(DefinitionRules.WrongShape, place, new([defect, "write 'static void Define(LiveCdBuilder iso)'"])));
        return null;
    }

    private static string? Defect(IMethodSymbol method)
    {
        if (method.IsGenericMethod) return "Define has type parameters";
        if (!method.IsStatic) return "Define is not static";
        if (!method.ReturnsVoid) return "Define returns something";
        if (method.IsAsync) return "Define is asynchronous, so it would go on after the image is made";
        if (method.Parameters.Length != 1 || method.Parameters[0] is not { RefKind: RefKind.None, IsParams: false } parameter || !IsBuilder(parameter.Type))
            return "Define does not take a LiveCdBuilder and nothing else";
        return method.IsPartialDefinition && method.PartialImplementationPart is null ? "Define has no body" : null;
    }

    private static bool IsBuilder(ITypeSymbol type) => type.Name == nameof(LiveCdBuilder) && RuntimeMembers.IsLanguage(type);

    private static (string Name, Place Place) ProfileName(INamedTypeSymbol type, CancellationToken cancellation)
    {
        var attribute = Attribute(type);
        if (attribute?.ConstructorArguments is [{ Value: string name }])
        {
            var syntax = (attribute.ApplicationSyntaxReference!.GetSyntax(cancellation) as AttributeSyntax)!;
            return (name, Place.Of(syntax.ArgumentList!.Arguments[0].Expression));
        }

        return (type.Name.ToLowerInvariant(), Place.Of(Declaration(type, cancellation).Identifier));
    }

    private static string Declare(INamedTypeSymbol type, CancellationToken cancellation)
    {
        var syntax = Declaration(type, cancellation);
        var keyword = syntax is RecordDeclarationSyntax { ClassOrStructKeyword.RawKind: not 0 } record
            ? "record " + record.ClassOrStructKeyword.Text
            : syntax.Keyword.Text;
        return keyword + " " + type.ToDisplayString(SymbolDisplayFormat.MinimallyQualifiedFormat.WithGenericsOptions(SymbolDisplayGenericsOptions.None));
    }

    private static IEnumerable<INamedTypeSymbol> SelfAndContaining(INamedTypeSymbol type)
    {
        for (var t = type; t is not null; t = t.ContainingType) yield return t;
    }

    /// <summary>The part of the class that has the attribute, else its first.</summary>
    private static TypeDeclarationSyntax Declaration(INamedTypeSymbol type, CancellationToken cancellation)
    {
        var parts = type.DeclaringSyntaxReferences.Select(r => r.GetSyntax(cancellation)).OfType<TypeDeclarationSyntax>().ToArray();
        var attributed = Attribute(type)?.ApplicationSyntaxReference?.GetSyntax(cancellation);
        return parts.FirstOrDefault(p => attributed is not null && p.AttributeLists.Any(l => l.Contains(attributed))) ?? parts[0];
    }
}
