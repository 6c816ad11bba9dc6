using Bivouac.Model;

namespace Bivouac.Replay;

/// <summary>A class marked with [LiveCd], as far as generated code needs to know it.</summary>
/// <param name="MetadataName">The class by its metadata name, for example <c>Images.Outer+Rescue</c>.</param>
/// <param name="Namespace">Its namespace as C# writes it, or null for the global one.</param>
/// <param name="Declarations">What opens the class and the types around it, outermost first, for example <c>class Rescue</c>.</param>
/// <param name="QualifiedName">How other code refers to it, for example <c>global::Images.Outer.Rescue</c>.</param>
/// <param name="ProfileName">The profile's name.</param>
/// <param name="DefinitionPlace">The name of the method Define, or of the class when it has none.</param>
/// <param name="NamePlace">The attribute's argument, or the name of the class when it has none.</param>
/// <param name="IsExtensible">Whether generated code can be a part of the class.</param>
internal sealed record DefinitionTarget(
    string MetadataName,
    string? Namespace,
    EquatableArray<string> Declarations,
    string QualifiedName,
    string ProfileName,
    Place DefinitionPlace,
    Place NamePlace,
    bool IsExtensible);
