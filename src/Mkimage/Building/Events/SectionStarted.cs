namespace Bivouac.Mkimage.Building.Events;

/// <summary>mkimage.sh begins a section.</summary>
/// <param name="Name">The section's kind: kernel, apks, apkovl, syslinux, grub_efi, image ...</param>
/// <param name="Detail">Its arguments without hashes; empty when there are none.</param>
public sealed record SectionStarted(string Name, string Detail) : BuildEvent;
