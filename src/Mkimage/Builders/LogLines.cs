using System;
using System.Buffers;
using System.Collections.Generic;
using System.Runtime.CompilerServices;
using System.Text;
using System.Threading;
using System.Threading.Tasks;

namespace Bivouac.Mkimage.Builders;

/// <summary>Cuts a log into lines.</summary>
public static class LogLines
{
    /// <summary>The longest line that is kept in one piece; a longer one is cut, so that a binary log cannot fill the memory.</summary>
    public const int LongestLine = 64 * 1024;

    /// <summary>Cuts pieces into lines. The last line is given even when it has no line feed.</summary>
    /// <param name="chunks">The pieces, each beginning where the one before it ended.</param>
    /// <param name="cancellationToken">Ends the reading.</param>
    public static async IAsyncEnumerable<LogLine> ReadAsync(
        IAsyncEnumerable<LogChunk> chunks,
        [EnumeratorCancellation] CancellationToken cancellationToken = default)
    {
        ArgumentNullException.ThrowIfNull(chunks);
        var line = new ArrayBufferWriter<byte>();
        long end = 0;
        await foreach (var chunk in chunks.WithCancellation(cancellationToken).ConfigureAwait(false))
        {
            var rest = chunk.Bytes;
            end = chunk.Offset;
            while (rest.Length > 0)
            {
                var feed = rest.Span.IndexOf((byte)'\n');
                var take = Math.Min(feed < 0 ? rest.Length : feed, LongestLine - line.WrittenCount);
                line.Write(rest.Span[..take]);
                var isLine = take == feed;
                var skip = isLine ? take + 1 : take;
                rest = rest[skip..];
                end += skip;
                if (isLine || line.WrittenCount == LongestLine)
                    yield return Cut(line, end);
            }
        }

        if (line.WrittenCount > 0)
            yield return Cut(line, end);
    }

    private static LogLine Cut(ArrayBufferWriter<byte> line, long end)
    {
        var bytes = line.WrittenSpan;
        if (bytes is [.., (byte)'\r'])
            bytes = bytes[..^1];
        var cut = new LogLine(Encoding.UTF8.GetString(bytes), end);
        line.ResetWrittenCount();
        return cut;
    }
}
