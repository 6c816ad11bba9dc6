namespace Bivouac.Rules.Services;

/// <summary>The rules about services and runlevels.</summary>
internal static class ServicesCategory
{
    /// <summary>The category's name.</summary>
    public const string Name = "Services";

    /// <summary>The rules, ordered by id.</summary>
    public static readonly IRule[] Rules =
    [
        new MissingServiceRule(),
        new InitScriptShebangRule(),
        new RunlevelRule(),
        new UnmetNeedRule(),
        new DefaultServicesRule(),
        new MissingProgramRule(),
    ];
}
