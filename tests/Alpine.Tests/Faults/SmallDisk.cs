using System;
using System.Globalization;
using System.IO;
using System.Threading.Tasks;
using Bivouac.Mkimage.Processes;
using Shouldly;
using Xunit;

namespace Bivouac.Alpine.Tests.Faults;

/// <summary>A file system of a size that a test chooses, on a loop device, which goes with the test.</summary>
internal sealed class SmallDisk : IAsyncDisposable
{
    private readonly string image;

    private SmallDisk(string folder, string image)
    {
        Folder = folder;
        this.image = image;
    }

    /// <summary>Where it is mounted.</summary>
    public string Folder { get; }

    /// <summary>Makes it; skips the test where that needs rights that there are not.</summary>
    public static async Task<SmallDisk> MakeAsync(string folder, int mebibytes)
    {
        Assert.SkipUnless(Environment.UserName == "root", "only root can mount a file system");
        Directory.CreateDirectory(folder);
        var image = folder + ".img";
        await using (var file = File.Create(image)) file.SetLength((long)mebibytes << 20);
        await RunAsync("mkfs.ext4", "-q", "-F", "-m", "0", image);
        var mounted = await new ProcessRunner().RunAsync(new("mount", ["-o", "loop", image, folder]), TestContext.Current.CancellationToken);
        Assert.SkipUnless(mounted.Succeeded, "no loop device can be mounted here: " + mounted.Reason());
        return new(folder, image);
    }

    /// <summary>Fills it but for some mebibytes.</summary>
    /// <returns>The file that fills it.</returns>
    public async Task<string> FillAsync(int leave)
    {
        var filler = Path.Combine(Folder, "filler");
        var free = new DriveInfo(Folder).AvailableFreeSpace - ((long)leave << 20);
        if (free > 0) await RunAsync("fallocate", "-l", free.ToString(CultureInfo.InvariantCulture), filler);
        return filler;
    }

    public async ValueTask DisposeAsync()
    {
        await new ProcessRunner().RunAsync(new("umount", ["-l", Folder]));
        File.Delete(image);
    }

    private static async Task RunAsync(string program, params string[] arguments)
    {
        var result = await new ProcessRunner().RunAsync(new(program, arguments), TestContext.Current.CancellationToken);
        result.Succeeded.ShouldBeTrue(result.Error);
    }
}
