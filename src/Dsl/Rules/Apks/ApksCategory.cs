namespace Bivouac.Rules.Apks;

/// <summary>The rules about packages, repositories and firmware.</summary>
internal static class ApksCategory
{
    /// <summary>The category's name.</summary>
    public const string Name = "Apks";

    /// <summary>The rules, ordered by id.</summary>
    public static readonly IRule[] Rules =
    [
        new ContradictionRule(),
        new UnknownApkRule(),
        new NoFirmwareRule(),
        new DriverFirmwareRule(),
    ];
}
