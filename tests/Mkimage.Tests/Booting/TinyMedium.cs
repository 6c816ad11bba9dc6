using System;
using System.Buffers.Binary;
using System.IO;
using System.Text;

namespace Bivouac.Mkimage.Tests.Booting;

/// <summary>
/// The smallest medium that a BIOS boots: an ISO 9660 image with an El Torito entry and one boot sector, which prints a text on the
/// first serial port and then halts, or starts the machine again.
/// </summary>
internal static class TinyMedium
{
    private const int Sector = 2048;
    private const int BootSector = 20;

    // Point ds at the code, and si behind it, where the text is.
    private static readonly byte[] Begin = [0x8C, 0xC8, 0x8E, 0xD8, 0xFC, 0xE8, 0x00, 0x00, 0x5E, 0x83, 0xC6];

    // lodsb; until 0: wait until the port's line status (0x3FD) says that it is empty, then write the character to 0x3F8.
    private static readonly byte[] Print =
    [
        0xAC, 0x84, 0xC0, 0x74, 0x12, 0x88, 0xC4, 0xBA, 0xFD, 0x03, 0xEC, 0xA8, 0x20, 0x74, 0xFB, 0xBA, 0xF8, 0x03, 0x88, 0xE0, 0xEE, 0xEB, 0xE9,
    ];

    private static readonly byte[] Halt = [0xF4, 0xEB, 0xFD];

    // The keyboard controller pulls the processor's reset line.
    private static readonly byte[] Restart = [0xB0, 0xFE, 0xE6, 0x64];

    /// <summary>Writes a medium.</summary>
    /// <param name="path">The file.</param>
    /// <param name="text">What it prints: ASCII.</param>
    /// <param name="restarts">Whether it starts the machine again; else it halts.</param>
    public static string Write(string path, string text, bool restarts = false)
    {
        var image = new byte[Sector * (BootSector + 1)];
        Descriptor(image, 16, 1);
        Descriptor(image, 17, 0);
        Encoding.ASCII.GetBytes("EL TORITO SPECIFICATION").CopyTo(image, (17 * Sector) + 7);
        BinaryPrimitives.WriteInt32LittleEndian(image.AsSpan((17 * Sector) + 0x47), 19);
        Descriptor(image, 18, 255);
        Catalog(image.AsSpan(19 * Sector));
        byte[] after = [.. Print, .. restarts ? Restart : [], .. Halt];

        // From the byte behind the call, the 4 bytes up to the end of Begin and its operand lie before it.
        byte[] code = [.. Begin, (byte)(4 + after.Length), .. after, .. Encoding.ASCII.GetBytes(text), 0];
        code.CopyTo(image, BootSector * Sector);
        File.WriteAllBytes(path, image);
        return path;
    }

    private static void Descriptor(byte[] image, int sector, byte type)
    {
        image[sector * Sector] = type;
        Encoding.ASCII.GetBytes("CD001\u0001").CopyTo(image, (sector * Sector) + 1);
    }

    private static void Catalog(Span<byte> catalog)
    {
        // The validation entry: its 16-bit words sum up to 0.
        catalog[0] = 1;
        catalog[30] = 0x55;
        catalog[31] = 0xAA;
        BinaryPrimitives.WriteUInt16LittleEndian(catalog[28..], 0x10000 - 0xAA55 - 1);

        // One bootable entry without emulation: 4 sectors of 512 bytes from the boot sector on.
        catalog[32] = 0x88;
        catalog[38] = 4;
        BinaryPrimitives.WriteInt32LittleEndian(catalog[40..], BootSector);
    }
}
