namespace Bivouac.Rules.Versions;

/// <summary>The rules about versions in the definition.</summary>
internal static class VersionsCategory
{
    /// <summary>The category's name.</summary>
    public const string Name = "Versions";

    /// <summary>The rules, ordered by id.</summary>
    public static readonly IRule[] Rules =
    [
        new HardcodedVersionRule(),
    ];
}
