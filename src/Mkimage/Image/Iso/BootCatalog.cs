using System;
using System.Buffers.Binary;
using System.Collections.Generic;

namespace Bivouac.Mkimage.Image.Iso;

/// <summary>Reads the El Torito boot catalog (El Torito 1.0, section 2).</summary>
internal static class BootCatalog
{
    private const int EntrySize = 32;

    // xorriso writes one sector. What goes on for longer has no end.
    private const int MaxSectors = 8;

    /// <summary>Reads the catalog that begins in a sector.</summary>
    /// <exception cref="ImageFormatException">It is damaged or outside of the image.</exception>
    public static IReadOnlyList<BootEntry> Read(IsoMedium medium, uint sector)
    {
        var offset = sector * (long)IsoMedium.SectorSize;
        medium.RequireInside(offset, IsoMedium.SectorSize);
        var catalog = new byte[Math.Min(MaxSectors * IsoMedium.SectorSize, medium.Length - offset)];
        medium.Read(offset, catalog);

        RequireValid(medium, catalog.AsSpan(0, EntrySize));
        var entries = new List<BootEntry> { EntryOf((BootPlatform)catalog[1], catalog.AsSpan(EntrySize, EntrySize)) };
        var at = 2 * EntrySize;
        var last = false;
        while (!last && at + EntrySize <= catalog.Length && catalog[at] is 0x90 or 0x91)
        {
            last = catalog[at] == 0x91;
            var platform = (BootPlatform)catalog[at + 1];
            int count = BinaryPrimitives.ReadUInt16LittleEndian(catalog.AsSpan(at + 2));
            at += EntrySize;
            for (; count > 0 && at + EntrySize <= catalog.Length; count--, at += EntrySize)
            {
                entries.Add(EntryOf(platform, catalog.AsSpan(at, EntrySize)));
                at = SkipExtensions(catalog, at);
            }
        }

        return entries;
    }

    // Bit 5 of the media type says that extension records (0x44) follow; their own bit 5 says that more do.
    private static int SkipExtensions(byte[] catalog, int at)
    {
        var more = (catalog[at + 1] & 0x20) != 0;
        while (more && at + (2 * EntrySize) <= catalog.Length && catalog[at + EntrySize] == 0x44)
        {
            at += EntrySize;
            more = (catalog[at + 1] & 0x20) != 0;
        }

        return at;
    }

    private static void RequireValid(IsoMedium medium, ReadOnlySpan<byte> entry)
    {
        ushort sum = 0;
        for (var i = 0; i < EntrySize; i += 2) sum += BinaryPrimitives.ReadUInt16LittleEndian(entry[i..]);
        if (entry[0] != 1 || entry[30] != 0x55 || entry[31] != 0xAA || sum != 0)
            throw new ImageFormatException(medium.Name, "the El Torito boot catalog is damaged: its validation entry is wrong, firmware would ignore it");
    }

    private static BootEntry EntryOf(BootPlatform platform, ReadOnlySpan<byte> entry) => new(
        platform,
        entry[0] == 0x88,
        BinaryPrimitives.ReadUInt32LittleEndian(entry[8..]) * (long)IsoMedium.SectorSize,
        BinaryPrimitives.ReadUInt16LittleEndian(entry[6..]),
        (byte)(entry[1] & 0x0F),
        BinaryPrimitives.ReadUInt16LittleEndian(entry[2..]));
}
