using System;
using System.IO;
using System.Threading.Tasks;
using Bivouac.Mkimage.Files;
using Bivouac.Mkimage.Processes;
using Bivouac.Mkimage.Tests.Builders;
using Shouldly;
using Xunit;

namespace Bivouac.Mkimage.Tests.Files;

public sealed class DurableFolderTests
{
    [Fact]
    public async Task What_is_in_a_folder_is_no_longer_waiting_in_memory()
    {
        using var here = new TestFolder();

        // Not at once: another test may bring all of the file system to the disk meanwhile.
        var file = "";
        var told = "";
        for (var tries = 0; tries < 20 && !IsDelayed(told); tries++)
        {
            file = here[$"big {tries}"];
            await using (var stream = File.Create(file))
                await stream.WriteAsync(new byte[1 << 20], TestContext.Current.CancellationToken);
            told = await PlacesAsync(file);
        }

        Assert.SkipUnless(IsDelayed(told), $"this file system writes at once, or does not tell: {told}");

        await DurableFolder.FlushAsync(here.Path);

        IsDelayed(await PlacesAsync(file)).ShouldBeFalse();
    }

    [Fact]
    public async Task A_folder_that_is_not_there_is_told()
    {
        using var here = new TestFolder();

        (await Should.ThrowAsync<IOException>(() => DurableFolder.FlushAsync(here["no folder"]))).Message.ShouldContain("no folder");
    }

    // What has no place on the disk yet, or one that has not been written to.
    private static bool IsDelayed(string places) =>
        places.Contains("delalloc", StringComparison.Ordinal) || places.Contains("unwritten", StringComparison.Ordinal);

    private static async Task<string> PlacesAsync(string file)
    {
        Assert.SkipUnless(ProgramPath.Find("filefrag") is not null, "filefrag is not installed: apt-get install e2fsprogs");
        var result = await new ProcessRunner().RunAsync(new ProcessCommand("filefrag", ["-v", file]), TestContext.Current.CancellationToken);
        return result.Output + result.Error;
    }
}
