using System;

namespace Bivouac.Mkimage.Builders;

/// <summary>A piece of a run's log, as it was read; it may end within a line.</summary>
/// <param name="Offset">The place of its first byte in the log, counted from 0.</param>
/// <param name="Bytes">The bytes. They belong to the receiver.</param>
public readonly record struct LogChunk(long Offset, ReadOnlyMemory<byte> Bytes)
{
    /// <summary>Where the next piece begins: what to follow from after a lost connection.</summary>
    public long End => Offset + Bytes.Length;
}
