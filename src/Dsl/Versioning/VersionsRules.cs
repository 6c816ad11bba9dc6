using System.Collections.Generic;
using Bivouac.Rules;

namespace Bivouac.Versioning;

/// <summary>The rules about the VERSIONS file itself.</summary>
public static class VersionsRules
{
    private const string Category = "Versions";

    /// <summary>BIV0202: a line is not <c>KEY=value</c> as a shell would read it without running anything.</summary>
    public static RuleDescriptor Malformed { get; } = new(
        "BIV0202",
        "Malformed line in VERSIONS",
        "the line is not KEY=value: {0}; {1}",
        Category,
        Severity.Error);

    /// <summary>BIV0203: a key stands twice.</summary>
    public static RuleDescriptor Duplicate { get; } = new(
        "BIV0203",
        "Duplicate key in VERSIONS",
        "the key {0} collides with {1} on line {2}; keep one of them",
        Category,
        Severity.Error);

    /// <summary>BIV0204: a key is used that the file does not define.</summary>
    public static RuleDescriptor Undefined { get; } = new(
        "BIV0204",
        "Undefined key of VERSIONS",
        "Versions.{0} is not defined: {1}; add {2}=... to VERSIONS",
        Category,
        Severity.Error);

    /// <summary>BIV0205: a key is used by nothing.</summary>
    public static RuleDescriptor Unused { get; } = new(
        "BIV0205",
        "Unused key in VERSIONS",
        "no definition of this project uses the key {0}; remove the line, or use Versions.{1}",
        Category,
        Severity.Info);

    /// <summary>BIV0206: a version became plain text, so that the script would hold its value instead of its key.</summary>
    public static RuleDescriptor Flattened { get; } = new(
        "BIV0206",
        "Version flattened into plain text",
        "the version {0} becomes plain text here, so the script would hold its value instead of ${{{0}}}; pass it to a parameter of type ShellText, or use Versions.Values.{1} to say that plain text is meant",
        Category,
        Severity.Warning);

    /// <summary>All of them, ordered by id.</summary>
    public static IReadOnlyList<RuleDescriptor> All { get; } = [Malformed, Duplicate, Undefined, Unused, Flattened];
}
