namespace Bivouac.Model;

/// <summary>A kernel of the image.</summary>
/// <param name="Flavor">A word of <c>kernel_flavors</c>.</param>
/// <param name="Version">The version that the package <c>linux-FLAVOR</c> must begin with (apk's <c>~</c>), or null for whatever the branch has.</param>
public sealed record KernelDeclaration(KernelFlavor Flavor, ShellText? Version);
