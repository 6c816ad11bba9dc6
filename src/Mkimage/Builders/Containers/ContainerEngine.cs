namespace Bivouac.Mkimage.Builders.Containers;

/// <summary>What an engine says of itself.</summary>
/// <param name="Version">Its version.</param>
/// <param name="IsRootless">Whether it runs without root.</param>
/// <param name="Machine">The architecture of its machine in its own words: <c>amd64</c>, <c>x86_64</c>, <c>aarch64</c>, ...</param>
/// <param name="Root">The folder of its machine that holds images and volumes.</param>
/// <param name="IsLocal">Whether its machine is this one.</param>
/// <param name="FreeBytes">What is free there, in bytes; null when it could not be asked.</param>
internal sealed record ContainerEngine(string Version, bool IsRootless, string Machine, string Root, bool IsLocal, long? FreeBytes);
