namespace Bivouac.Rules.Vendor;

/// <summary>The rules about downloads and build steps.</summary>
internal static class VendorCategory
{
    /// <summary>The category's name.</summary>
    public const string Name = "Vendor";

    /// <summary>The rules, ordered by id.</summary>
    public static readonly IRule[] Rules =
    [
        new UnknownDownloadRule(),
        new UnusedDownloadRule(),
        new StepScriptRule(),
        new StepOutputRule(),
        new KernelKeyRule(),
        new KernelHeadersRule(),
    ];
}
