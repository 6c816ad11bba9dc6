using System.Collections.Generic;
using Bivouac.Rules;

namespace Bivouac.Replay;

/// <summary>The rules about the C# of a definition.</summary>
internal static class DefinitionRules
{
    private const string Category = "Definition";

    /// <summary>BIV0001: generated code cannot be a part of the class.</summary>
    public static RuleDescriptor NotPartial { get; } = new(
        "BIV0001",
        "Class is not partial",
        "'{0}' is not partial, so Definition and Scripts cannot be added to the image's class; add the modifier 'partial'",
        Category,
        Severity.Error);

    /// <summary>BIV0002: there is no method that could be replayed.</summary>
    public static RuleDescriptor WrongShape { get; } = new(
        "BIV0002",
        "Definition has the wrong shape",
        "{0}; {1}",
        Category,
        Severity.Error);

    /// <summary>BIV0003: an expression or statement is outside the language that the compiler replays.</summary>
    public static RuleDescriptor NotEvaluable { get; } = new(
        "BIV0003",
        "Not known at compile time",
        "{0}; {1}",
        Category,
        Severity.Error);

    /// <summary>BIV0004: the builder throws for a value.</summary>
    public static RuleDescriptor Rejected { get; } = new(
        "BIV0004",
        "Value not accepted",
        "{0} does not accept this value: {1}",
        Category,
        Severity.Error);

    /// <summary>BIV0006: two images would write the same files.</summary>
    public static RuleDescriptor DuplicateProfile { get; } = new(
        "BIV0006",
        "Profile name used twice",
        "the profile name '{0}' is used by {1} already, so both would write mkimg.{0}.sh; give one of them another name with [LiveCd(\"...\")]",
        Category,
        Severity.Error);

    /// <summary>BIV0007: the compiler's Bivouac is not the project's.</summary>
    public static RuleDescriptor VersionMismatch { get; } = new(
        "BIV0007",
        "Analyzers and Bivouac.dll of different versions",
        "{0}, so the definition cannot be replayed; reference one version of the package Bivouac, then restore and restart the IDE",
        Category,
        Severity.Error);

    /// <summary>All of them, ordered by id.</summary>
    public static IReadOnlyList<RuleDescriptor> All { get; } = [NotPartial, WrongShape, NotEvaluable, Rejected, DuplicateProfile, VersionMismatch];
}
