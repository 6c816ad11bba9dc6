namespace Bivouac.Rules.Definition;

/// <summary>The rules about how the definition is written.</summary>
internal static class DefinitionCategory
{
    /// <summary>The category's name.</summary>
    public const string Name = "Definition";

    /// <summary>The rules, ordered by id.</summary>
    public static readonly IRule[] Rules =
    [
        new RepeatedSettingRule(),
    ];
}
