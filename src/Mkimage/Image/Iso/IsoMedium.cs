using System;
using System.IO;
using Microsoft.Win32.SafeHandles;

namespace Bivouac.Mkimage.Image.Iso;

/// <summary>The bytes of an image file: every read is checked against its end.</summary>
internal sealed class IsoMedium : IDisposable
{
    /// <summary>Bytes of a logical sector of ISO 9660 as all tools write it.</summary>
    public const int SectorSize = 2048;

    private readonly SafeFileHandle _handle;

    public IsoMedium(string path)
    {
        Name = System.IO.Path.GetFileName(path);
        _handle = File.OpenHandle(path, FileMode.Open, FileAccess.Read, FileShare.ReadWrite | FileShare.Delete, FileOptions.RandomAccess);
        Length = RandomAccess.GetLength(_handle);
    }

    /// <summary>The file's name, for messages.</summary>
    public string Name { get; }

    /// <summary>Bytes of the file when it was opened.</summary>
    public long Length { get; }

    /// <summary>Fills <paramref name="target"/> with what stands at <paramref name="offset"/>.</summary>
    /// <exception cref="ImageFormatException">The image ends before.</exception>
    public void Read(long offset, Span<byte> target)
    {
        RequireInside(offset, target.Length);
        while (target.Length > 0)
        {
            var count = RandomAccess.Read(_handle, target, offset);
            if (count == 0) throw CutOff(offset, target.Length);
            target = target[count..];
            offset += count;
        }
    }

    /// <summary>Fails when the run does not lie in the image.</summary>
    /// <exception cref="ImageFormatException">It does not.</exception>
    public void RequireInside(long offset, long length)
    {
        if (offset < 0 || length < 0 || offset > Length - length) throw CutOff(offset, length);
    }

    public void Dispose() => _handle.Dispose();

    private ImageFormatException CutOff(long offset, long length) =>
        new(Name, $"bytes {offset} to {offset + length} are asked for, but the image ends at byte {Length}: it is cut off or damaged");
}
