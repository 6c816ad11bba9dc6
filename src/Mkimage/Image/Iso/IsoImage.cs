using System;
using System.Buffers.Binary;
using System.Collections.Generic;
using System.Globalization;
using System.IO;
using System.Linq;
using System.Text;

namespace Bivouac.Mkimage.Image.Iso;

/// <summary>
/// An ISO 9660 image with Rock Ridge names and an El Torito boot catalog (ECMA-119). Everything that describes files is
/// read when it is opened; contents are read on demand. Damaged images give an <see cref="ImageFormatException"/>.
/// </summary>
internal sealed class IsoImage : IDisposable
{
    private const int FirstDescriptor = 16;
    private const int MaxDescriptors = 64;

    private readonly IsoMedium _medium;

    private IsoImage(IsoMedium medium)
    {
        _medium = medium;
        byte[]? primary = null;
        uint? catalog = null;
        var sector = new byte[IsoMedium.SectorSize];
        for (var i = 0; i < MaxDescriptors; i++)
        {
            medium.Read((FirstDescriptor + i) * (long)IsoMedium.SectorSize, sector);
            if (!sector.AsSpan(1, 5).SequenceEqual("CD001"u8))
                throw new ImageFormatException(medium.Name, i == 0 ? "it is not an ISO 9660 image" : "its volume descriptors are damaged");
            if (sector[0] == 255) break;
            if (sector[0] == 1) primary ??= sector.ToArray();
            if (sector[0] == 0 && sector.AsSpan(7, 23).SequenceEqual("EL TORITO SPECIFICATION"u8))
                catalog ??= BinaryPrimitives.ReadUInt32LittleEndian(sector.AsSpan(71));
        }

        if (primary is null) throw new ImageFormatException(medium.Name, "it has no primary volume descriptor");
        if (BinaryPrimitives.ReadUInt16LittleEndian(primary.AsSpan(128)) != IsoMedium.SectorSize)
            throw new ImageFormatException(medium.Name, "its blocks are not of 2048 bytes");
        VolumeId = Encoding.Latin1.GetString(primary, 40, 32).TrimEnd(' ', '\0');
        DeclaredLength = BinaryPrimitives.ReadUInt32LittleEndian(primary.AsSpan(80)) * (long)IsoMedium.SectorSize;
        CreatedAt = DateOf(primary.AsSpan(813, 17));
        Entries = new IsoTreeReader(medium).Read(primary.AsSpan(156, 34));
        BootEntries = catalog is null ? [] : BootCatalog.Read(medium, catalog.Value);
        ReadBootSector();
    }

    /// <summary>The volume id without the blanks that fill it up to 32 characters.</summary>
    public string VolumeId { get; }

    /// <summary>When the volume was created, as it says; null when it says nothing. With SOURCE_DATE_EPOCH that is not when it was built.</summary>
    public DateTimeOffset? CreatedAt { get; }

    /// <summary>Bytes of the file.</summary>
    public long Length => _medium.Length;

    /// <summary>Bytes the volume should have. More than <see cref="Length"/> means that the image is cut off.</summary>
    public long DeclaredLength { get; }

    /// <summary>All files and folders by path (<c>boot/vmlinuz-lts</c>), without the root.</summary>
    public IReadOnlyDictionary<string, IsoEntry> Entries { get; }

    /// <summary>The entries of the boot catalog; empty when there is none.</summary>
    public IReadOnlyList<BootEntry> BootEntries { get; }

    /// <summary>Whether the first sector is a boot record with code (isohybrid), which BIOS needs to boot it from a USB stick.</summary>
    public bool HasMbr { get; private set; }

    /// <summary>Whether the first sector's partition table has an EFI system partition (0xEF) or a GPT follows, which UEFI needs to boot it from a USB stick.</summary>
    public bool HasEfiPartition { get; private set; }

    /// <summary>Opens an image.</summary>
    /// <param name="path">The ISO file.</param>
    /// <exception cref="ImageFormatException">It is not a readable ISO 9660 image.</exception>
    /// <exception cref="IOException">The file cannot be read.</exception>
    public static IsoImage Open(string path)
    {
        var medium = new IsoMedium(path);
        try
        {
            return new IsoImage(medium);
        }
        catch
        {
            medium.Dispose();
            throw;
        }
    }

    /// <summary>The file at a path, null when there is none (or a folder).</summary>
    /// <param name="path">For example <c>boot/vmlinuz-lts</c>.</param>
    public IsoEntry? FindFile(string path) => Entries.TryGetValue(path, out var entry) && !entry.IsDirectory ? entry : null;

    /// <summary>The files directly in a folder, ordered by name.</summary>
    /// <param name="folder">For example <c>boot</c>; empty for the root.</param>
    public IEnumerable<IsoEntry> FilesIn(string folder) => Entries.Values
        .Where(entry => !entry.IsDirectory && entry.Folder == folder)
        .OrderBy(entry => entry.Path, StringComparer.Ordinal);

    /// <summary>Opens the content of a file. The image must stay open until it has been read.</summary>
    /// <param name="entry">A file of <see cref="Entries"/>.</param>
    /// <exception cref="ImageFormatException">The content lies outside of the image, or the entry is a folder.</exception>
    public Stream OpenRead(IsoEntry entry)
    {
        if (entry.IsDirectory) throw new ImageFormatException(_medium.Name, $"/{entry.Path} is a folder, not a file");
        foreach (var extent in entry.Extents)
            if (extent.Length > 0)
                _medium.RequireInside(extent.Offset, extent.Length);
        return new IsoFileStream(_medium, entry.Extents, entry.Size);
    }

    /// <summary>Opens a part of the image by its place, as the firmware does with a boot entry.</summary>
    /// <param name="offset">Where it begins, in bytes.</param>
    /// <param name="length">Its bytes.</param>
    /// <exception cref="ImageFormatException">It lies outside of the image.</exception>
    public Stream OpenRead(long offset, long length)
    {
        _medium.RequireInside(offset, length);
        return new IsoFileStream(_medium, [new IsoExtent(offset, length)], length);
    }

    /// <inheritdoc/>
    public void Dispose() => _medium.Dispose();

    private void ReadBootSector()
    {
        var sector = new byte[520];
        _medium.Read(0, sector);
        if (sector[510] != 0x55 || sector[511] != 0xAA) return;
        HasMbr = sector.AsSpan(0, 440).ContainsAnyExcept((byte)0);
        HasEfiPartition = sector.AsSpan(512, 8).SequenceEqual("EFI PART"u8);
        for (var partition = 446; partition < 510; partition += 16) HasEfiPartition |= sector[partition + 4] == 0xEF;
    }

    // ECMA-119 8.4.26.1: sixteen digits, then the offset from UTC in quarters of an hour.
    private static DateTimeOffset? DateOf(ReadOnlySpan<byte> field)
    {
        var digits = Encoding.Latin1.GetString(field[..14]);
        if (!DateTime.TryParseExact(digits, "yyyyMMddHHmmss", CultureInfo.InvariantCulture, DateTimeStyles.None, out var local)) return null;
        var quarters = (sbyte)field[16];
        if (quarters is < -48 or > 52 || local.Year is < 1900 or > 9000) return null;
        return new DateTimeOffset(local, TimeSpan.FromMinutes(15 * quarters));
    }
}
