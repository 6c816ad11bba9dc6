using System;
using System.Collections.Generic;
using System.Linq;
using System.Text;
using System.Threading.Tasks;
using Bivouac.Mkimage.Builders;
using Shouldly;
using Xunit;

namespace Bivouac.Mkimage.Tests.Builders;

public sealed class LogLinesTests
{
    [Fact]
    public async Task Lines_are_put_together_across_pieces_with_the_offset_behind_each()
    {
        (await CutAsync(100, "one\ntw", "o\r\n", "\nla", "st")).ShouldBe(
            [new LogLine("one", 104), new LogLine("two", 109), new LogLine("", 110), new LogLine("last", 114)]);
    }

    [Fact]
    public async Task A_letter_cut_in_two_is_whole_again()
    {
        var bytes = Encoding.UTF8.GetBytes("ü\n");

        (await CutAsync([new LogChunk(0, bytes.AsMemory(0, 1)), new LogChunk(1, bytes.AsMemory(1))])).ShouldBe([new LogLine("ü", 3)]);
    }

    [Fact]
    public async Task An_endless_line_is_cut()
    {
        var lines = await CutAsync(0, new string('x', LogLines.LongestLine), "xx\nend\n");

        lines.Select(static l => l.Text.Length).ShouldBe([LogLines.LongestLine, 2, 3]);
        lines[^1].End.ShouldBe(LogLines.LongestLine + 7);
    }

    private static Task<List<LogLine>> CutAsync(long offset, params string[] pieces)
    {
        var chunks = new List<LogChunk>();
        foreach (var piece in pieces)
        {
            chunks.Add(new LogChunk(offset, Encoding.UTF8.GetBytes(piece)));
            offset = chunks[^1].End;
        }

        return CutAsync(chunks);
    }

    private static async Task<List<LogLine>> CutAsync(IReadOnlyList<LogChunk> chunks) =>
        await LogLines.ReadAsync(chunks.ToAsyncEnumerable(), TestContext.Current.CancellationToken).ToListAsync(TestContext.Current.CancellationToken);
}
