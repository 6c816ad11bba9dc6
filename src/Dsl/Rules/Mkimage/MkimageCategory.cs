namespace Bivouac.Rules.Mkimage;

/// <summary>The rules about what mkimage.sh makes of the profile.</summary>
internal static class MkimageCategory
{
    /// <summary>The category's name.</summary>
    public const string Name = "Mkimage";

    /// <summary>The rules, ordered by id.</summary>
    public static readonly IRule[] Rules =
    [
        new ProfileNameRule(),
        new MissingArchRule(),
        new OverlayWithoutHostnameRule(),
        new VolumeIdRule(),
        new UnfitBaseRule(),
        new SelfCallRule(),
        new UnknownBaseRule(),
        new InitfsFeatureRule(),
        new GrubModuleRule(),
        new KernelFlavorRule(),
        new KernelAddonRule(),
        new CommandLineModuleRule(),
        new LostPartRule(),
        new KernelPinsRule(),
        new RemovalRule(),
    ];
}
