namespace Bivouac.Rules.Apks;

/// <summary>The rules about packages, repositories and firmware.</summary>
internal static class ApksCategory
{
    /// <summary>The category's name.</summary>
    public const string Name = "Apks";

    /// <summary>The rules, ordered by id.</summary>
    public static readonly IRule[] Rules =
    [
        new RepeatedApkRule(),
        new ContradictionRule(),
        new UnknownApkRule(),
        new UnmetConstraintRule(),
        new NoFirmwareRule(),
        new DriverFirmwareRule(),
        new MissingTagRule(),
        new UnusedRepositoryRule(),
        new OpposedApkRule(),
        new InstalledFirmwareRule(),
    ];
}
