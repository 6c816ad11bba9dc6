namespace Bivouac.Mkimage.Image.Iso;

/// <summary>An entry of the El Torito boot catalog.</summary>
/// <param name="Platform">For which firmware it is.</param>
/// <param name="IsBootable">Whether its boot indicator is 0x88.</param>
/// <param name="Offset">Where its image begins, in bytes from the start of the ISO.</param>
/// <param name="SectorCount">How many sectors of 512 bytes the firmware loads.</param>
/// <param name="MediaType">0 for no emulation, which is what mkimage.sh makes.</param>
/// <param name="LoadSegment">Where BIOS loads it to; 0 for its default, 0x7C0.</param>
internal sealed record BootEntry(BootPlatform Platform, bool IsBootable, long Offset, int SectorCount, byte MediaType, int LoadSegment);
