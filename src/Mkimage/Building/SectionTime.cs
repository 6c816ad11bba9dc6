using System;

namespace Bivouac.Mkimage.Building;

/// <summary>A section that was made, and how long it took.</summary>
/// <param name="Name">The section's kind: kernel, apks, apkovl, syslinux, grub_efi, image ...</param>
/// <param name="Detail">Its arguments without hashes.</param>
/// <param name="Took">From its line to the next one.</param>
public sealed record SectionTime(string Name, string Detail, TimeSpan Took);
