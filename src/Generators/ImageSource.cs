using System;
using System.Collections.Generic;
using System.Linq;
using Bivouac.Model;
using Bivouac.Replay;
using Bivouac.Rules;
using Bivouac.Rules.Settings;
using Bivouac.Scripts;

namespace Bivouac.Generators;

/// <summary>All that is printed of one definition, and nothing else: a change that is not in here prints nothing anew.</summary>
/// <param name="Namespace">The namespace of the class, or null.</param>
/// <param name="Declarations">What opens the class and the types around it, outermost first.</param>
/// <param name="MetadataName">The class by its metadata name.</param>
/// <param name="QualifiedName">How other code refers to it.</param>
/// <param name="IsExtensible">Whether a part of the class can be printed at all.</param>
/// <param name="Content">The replayed content, or null when the definition has errors.</param>
internal sealed record ImageSource(
    string? Namespace,
    EquatableArray<string> Declarations,
    string MetadataName,
    string QualifiedName,
    bool IsExtensible,
    ImageContent? Content)
{
    /// <summary>Cuts a replayed definition down to what is printed.</summary>
    public static ImageSource Of(ReplayedDefinition definition, string? projectFolder) => Of(definition.Result, definition.OtherKeys, definition.Settings, projectFolder);

    private static ImageSource Of(ReplayResult result, EquatableArray<string> otherKeys, EquatableArray<FindingSetting> settings, string? projectFolder) => new(
        result.Target.Namespace,
        result.Target.Declarations,
        result.Target.MetadataName,
        result.Target.QualifiedName,
        result.Target.IsExtensible,
        result.Model is null ? null : new(
            result.Target.ProfileName,
            new(ScriptSet.Print(result.Model)),
            SourcePaths.Print(result.Target.DefinitionPlace, projectFolder),
            SourcePaths.Print(result.Target.NamePlace, projectFolder),
            new(result.Elements.Select(e => SourcePaths.Print(e.Place, projectFolder))),
            result.UsedKeys,
            otherKeys,
            new(result.Findings.Select(f => new CompilerFinding(f.Rule.Id, SourcePaths.Print(f.Place, projectFolder), f.Arguments))),
            new(settings.Select(s => s with { File = s.File.Length == 0 ? "" : SourcePaths.Relative(s.File, projectFolder) }))));

    /// <summary>Names the generated files. Roslyn compares such names without case, C# does not.</summary>
    public static IEnumerable<KeyValuePair<string, ImageSource>> WithHintNames(IEnumerable<ImageSource> sources)
    {
        var taken = new HashSet<string>(StringComparer.OrdinalIgnoreCase);
        foreach (var source in sources)
        {
            var name = source.MetadataName.Replace('+', '.');
            for (var i = 2; !taken.Add(name); i++) name = source.MetadataName.Replace('+', '.') + "-" + i;
            yield return new(name + ".LiveCd.g.cs", source);
        }
    }
}
