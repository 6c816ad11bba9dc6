namespace Bivouac.Mkimage.Booting.Machines;

/// <summary>A TCP port of this machine's loopback that leads into the booted one.</summary>
/// <param name="Here">The port of 127.0.0.1.</param>
/// <param name="There">The port in the image.</param>
internal sealed record ForwardedPort(int Here, int There);
