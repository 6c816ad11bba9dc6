namespace Bivouac.Mkimage.Tests.Builders.Containers;

/// <summary>A docker engine of the tests' own whose containers reach this machine.</summary>
public sealed class DockerNetworkEngine : DockerEngine
{
    protected override bool HasNetwork => true;
}
