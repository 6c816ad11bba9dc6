using System;
using System.Formats.Tar;
using System.IO;
using System.IO.Compression;

namespace Bivouac.Mkimage.Image;

/// <summary>Walks through a .tar.gz; what is wrong with it comes out as one kind of exception.</summary>
internal static class GzipTar
{
    // Two blocks of zeros end an archive. The reader does not miss them, but what lacks them is cut off.
    private const int EndBytes = 1024;

    /// <summary>Calls <paramref name="each"/> for every entry, in order.</summary>
    /// <param name="stream">The archive; gzip members may follow each other, as in what abuild-sign signs.</param>
    /// <param name="what">Its name, for messages.</param>
    /// <param name="limit">Bytes it may unpack to.</param>
    /// <param name="each">What to do; the entry's content can be read only here.</param>
    /// <exception cref="ImageFormatException">It is damaged, cut off or larger than the limit.</exception>
    public static void Walk(Stream stream, string what, long limit, Action<TarEntry> each)
    {
        try
        {
            using var zip = new LimitedStream(new GZipStream(stream, CompressionMode.Decompress), what, limit);
            using var tar = new TarReader(zip);
            while (tar.GetNextEntry() is { } entry) each(entry);
            RequireEnd(zip, what);
            if (zip.TrailingZeros < EndBytes) throw new ImageFormatException(what, "the archive is empty or cut off: it does not end as a tar archive does");
        }
        catch (Exception exception) when (exception is InvalidDataException or EndOfStreamException or FormatException or ArgumentException or OverflowException or NotSupportedException or InvalidOperationException or OutOfMemoryException)
        {
            throw new ImageFormatException(what, "the archive is damaged or cut off (" + exception.Message.TrimEnd('.') + ")", exception);
        }
    }

    // Read on to the end so that the checksum of the last gzip member is verified; what follows the archive's end is zeros.
    private static void RequireEnd(Stream zip, string what)
    {
        var buffer = new byte[64 * 1024];
        int count;
        while ((count = zip.Read(buffer)) > 0)
            if (buffer.AsSpan(0, count).ContainsAnyExcept((byte)0))
                throw new ImageFormatException(what, "something follows the end of the archive, which the boot would not see");
    }
}
