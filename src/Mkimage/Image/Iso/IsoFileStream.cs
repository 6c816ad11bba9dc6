using System;
using System.Collections.Generic;
using System.IO;

namespace Bivouac.Mkimage.Image.Iso;

/// <summary>The content of one file of an image, read only and seekable. The image must stay open meanwhile.</summary>
internal sealed class IsoFileStream(IsoMedium medium, IReadOnlyList<IsoExtent> extents, long length) : Stream
{
    private long _position;

    public override bool CanRead => true;

    public override bool CanSeek => true;

    public override bool CanWrite => false;

    public override long Length => length;

    public override long Position
    {
        get => _position;
        set
        {
            ArgumentOutOfRangeException.ThrowIfNegative(value);
            _position = value;
        }
    }

    public override int Read(Span<byte> buffer)
    {
        var start = _position;
        foreach (var extent in extents)
        {
            if (start >= extent.Length)
            {
                start -= extent.Length;
                continue;
            }

            var count = (int)Math.Min(buffer.Length, extent.Length - start);
            medium.Read(extent.Offset + start, buffer[..count]);
            _position += count;
            return count;
        }

        return 0;
    }

    public override int Read(byte[] buffer, int offset, int count) => Read(buffer.AsSpan(offset, count));

    public override long Seek(long offset, SeekOrigin origin) => Position = origin switch
    {
        SeekOrigin.Begin => offset,
        SeekOrigin.Current => _position + offset,
        _ => length + offset,
    };

    public override void Flush()
    {
    }

    public override void SetLength(long value) => throw new NotSupportedException("an image is read only");

    public override void Write(byte[] buffer, int offset, int count) => throw new NotSupportedException("an image is read only");
}
