using System;
using System.Buffers.Binary;
using System.IO;
using System.Text;

namespace Bivouac.Mkimage.Image.Iso;

/// <summary>Reads the Rock Ridge name out of a directory record's system use area (SUSP 1.12, RRIP 1.12).</summary>
internal static class RockRidge
{
    // A name has at most 255 bytes, so two areas are enough; the limit ends chains that point at themselves.
    private const int MaxContinuations = 32;
    private const int MaxNameBytes = 4096;

    /// <summary>The name, or null when the record has none.</summary>
    /// <param name="medium">The image, for continuation areas.</param>
    /// <param name="systemUse">The system use area of the record.</param>
    /// <exception cref="ImageFormatException">The area is damaged.</exception>
    public static string? ReadName(IsoMedium medium, ReadOnlySpan<byte> systemUse)
    {
        using var name = new MemoryStream();
        var area = systemUse.ToArray();
        for (var count = 0; area.Length > 0; count++)
        {
            if (count > MaxContinuations) throw Damaged(medium, "its continuation areas do not end");
            area = ReadArea(medium, area, name);
        }

        return name.Length == 0 ? null : Encoding.UTF8.GetString(name.GetBuffer(), 0, (int)name.Length);
    }

    private static byte[] ReadArea(IsoMedium medium, ReadOnlySpan<byte> area, MemoryStream name)
    {
        byte[] next = [];
        while (area.Length >= 4)
        {
            int length = area[2];
            if (length < 4 || length > area.Length) break; // padding at the end of the area
            var entry = area[..length];
            if (entry[..2].SequenceEqual("NM"u8) && length >= 5)
            {
                // Flags 2 and 4 stand for . and .., which have no name of their own.
                if ((entry[4] & 6) == 0) name.Write(entry[5..]);
                if (name.Length > MaxNameBytes) throw Damaged(medium, "a name is longer than any file system allows");
            }
            else if (entry[..2].SequenceEqual("CE"u8) && length >= 28)
            {
                var block = BinaryPrimitives.ReadUInt32LittleEndian(entry[4..]);
                var offset = BinaryPrimitives.ReadUInt32LittleEndian(entry[12..]);
                var size = BinaryPrimitives.ReadUInt32LittleEndian(entry[20..]);
                if (offset + (long)size > IsoMedium.SectorSize) throw Damaged(medium, "a continuation area leaves its block");
                next = new byte[size];
                medium.Read((block * (long)IsoMedium.SectorSize) + offset, next);
            }
            else if (entry[..2].SequenceEqual("ST"u8))
            {
                break;
            }

            area = area[length..];
        }

        return next;
    }

    private static ImageFormatException Damaged(IsoMedium medium, string why) => new(medium.Name, "the Rock Ridge data is damaged: " + why);
}
