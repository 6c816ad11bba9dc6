using System;
using System.IO;
using System.Security.Cryptography;
using System.Threading.Tasks;
using Bivouac.Mkimage.Files;
using Bivouac.Mkimage.Image.Artifacts;
using Shouldly;
using Xunit;

namespace Bivouac.Mkimage.Tests.Image;

public sealed class DigestsAheadTests : IDisposable
{
    private static readonly DateTime LongAgo = new(2026, 5, 1, 12, 0, 0, 123, DateTimeKind.Utc);

    private readonly TempFolder _here = new();

    public void Dispose() => _here.Dispose();

    [Fact]
    public async Task A_file_that_nobody_writes_to_is_hashed_before_it_is_asked_for()
    {
        Write("made.iso", "abc", LongAgo);
        using var ahead = new DigestsAhead(_here["made.iso"], TimeProvider.System);
        await ahead.Known;

        // What no honest program does, and what alone shows that the file was not read again.
        Write("made.iso", "xyz", LongAgo);

        (await ahead.OfAsync(_here["made.iso"])).ShouldBe(Of("abc"));
    }

    [Fact]
    public async Task A_second_name_of_the_file_is_the_file()
    {
        Write("made.iso", "abc", LongAgo);
        using var ahead = new DigestsAhead(_here["made.iso"], TimeProvider.System);
        await ahead.Known;
        HardLink.TryMake(_here["made.iso"], _here["fetched.iso"]).ShouldBeTrue();

        // Both names are of one file: as above, only hashes that were taken before are of what stood in it then.
        Write("made.iso", "xyz", LongAgo);

        (await ahead.OfAsync(_here["fetched.iso"])).ShouldBe(Of("abc"));
    }

    [Theory]
    [InlineData("later", "xyz")]
    [InlineData("longer", "abcd")]
    public async Task A_file_that_was_written_to_since_is_hashed_again(string name, string text)
    {
        Write(name, "abc", LongAgo);
        using var ahead = new DigestsAhead(_here[name], TimeProvider.System);
        await ahead.Known;

        if (text.Length > 3) Write(name, text, LongAgo);
        else await File.WriteAllTextAsync(_here[name], text, TestContext.Current.CancellationToken);

        (await ahead.OfAsync(_here[name])).ShouldBe(Of(text));
    }

    [Fact]
    public async Task A_file_that_is_written_to_all_the_time_is_hashed_when_it_is_asked_for()
    {
        using var ahead = new DigestsAhead(_here["made.iso"], TimeProvider.System);
        for (var i = 0; i < 20; i++)
        {
            await File.AppendAllTextAsync(_here["made.iso"], "part ", TestContext.Current.CancellationToken);
            await Task.Delay(TimeSpan.FromMilliseconds(20), TestContext.Current.CancellationToken);
        }

        (await ahead.OfAsync(_here["made.iso"])).ShouldBe(Of(File.ReadAllText(_here["made.iso"])));
    }

    [Fact]
    public async Task Where_files_have_whole_seconds_nothing_is_ahead()
    {
        Write("made.iso", "abc", LongAgo.AddMilliseconds(-123));
        using var ahead = new DigestsAhead(_here["made.iso"], TimeProvider.System);
        await Task.Delay(TimeSpan.FromMilliseconds(500), TestContext.Current.CancellationToken);
        Write("made.iso", "xyz", LongAgo.AddMilliseconds(-123));

        (await ahead.OfAsync(_here["made.iso"])).ShouldBe(Of("xyz"));
    }

    [Fact]
    public async Task Without_a_place_here_and_without_a_file_there_is_nothing_ahead()
    {
        Write("fetched.iso", "abc", LongAgo);
        using var far = new DigestsAhead(null, TimeProvider.System);
        using var missing = new DigestsAhead(_here["never.iso"], TimeProvider.System);

        (await far.OfAsync(_here["fetched.iso"])).ShouldBe(Of("abc"));
        (await missing.OfAsync(_here["fetched.iso"])).ShouldBe(Of("abc"));
        await Should.ThrowAsync<FileNotFoundException>(() => far.OfAsync(_here["never.iso"]));
    }

    [Fact]
    public async Task What_is_dropped_reads_on_no_longer()
    {
        var ahead = new DigestsAhead(_here["made.iso"], TimeProvider.System);
        ahead.Dispose();

        // Without the end it would wait for the file.
        await ahead.Known.WaitAsync(TimeSpan.FromSeconds(30), TestContext.Current.CancellationToken);
    }

    private static ImageDigests Of(string text)
    {
        var bytes = System.Text.Encoding.UTF8.GetBytes(text);
        return new(Convert.ToHexStringLower(SHA256.HashData(bytes)), Convert.ToHexStringLower(SHA512.HashData(bytes)));
    }

    private void Write(string name, string text, DateTime written)
    {
        File.WriteAllText(_here[name], text);
        File.SetLastWriteTimeUtc(_here[name], written);
    }
}
