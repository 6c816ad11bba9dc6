namespace Bivouac.Rules.Overlay;

/// <summary>The rules about what the overlay holds.</summary>
internal static class OverlayCategory
{
    /// <summary>The category's name.</summary>
    public const string Name = "Overlay";

    /// <summary>The rules, ordered by id.</summary>
    public static readonly IRule[] Rules =
    [
        new TmpPathRule(),
        new MountedOverRule(),
        new ModulesPlaceRule(),
        new FirmwarePlaceRule(),
        new SourceMissingRule(),
        new DeclaredTwiceRule(),
        new PathConflictRule(),
        new AccountsReplacedRule(),
        new DerivedFileRule(),
        new ReadableSecretRule(),
        new NotExecutableRule(),
        new NoInterpreterRule(),
        new LineEndRule(),
        new RepositoriesFileRule(),
    ];
}
