namespace Bivouac.Mkimage.Tests.Builders.Containers;

/// <summary>A podman with a network of the tests' own, whose containers reach this machine.</summary>
public sealed class PodmanNetworkEngine : PodmanEngine
{
    protected override bool HasNetwork => true;
}
