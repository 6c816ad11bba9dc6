using System;
using System.IO;
using System.Threading.Tasks;
using Bivouac.Mkimage.Files;

namespace Bivouac.Mkimage.Builders;

/// <summary>A folder of the cache that is made under another name: one that has its name is taken for whole, also after a power loss.</summary>
internal static class CacheFolder
{
    /// <summary>Gives a folder its name when all of it is on the disk.</summary>
    /// <param name="what">What it is, for a message.</param>
    /// <param name="partial">The folder.</param>
    /// <param name="folder">Its name, which nothing has.</param>
    /// <param name="flush">Brings it to the disk; by default <see cref="DurableFolder.FlushAsync"/>.</param>
    /// <exception cref="DriverException">The disk failed (<see cref="ExitCode.BuilderUnavailable"/>).</exception>
    public static async Task NameAsync(string what, string partial, string folder, Func<string, Task>? flush)
    {
        try
        {
            await (flush ?? DurableFolder.FlushAsync)(partial).ConfigureAwait(false);
        }
        catch (IOException e)
        {
            throw new DriverException(
                ExitCode.BuilderUnavailable,
                what + " cannot be kept in the cache",
                e.Message.TrimEnd('.'),
                "Look at the free space and the disk of the cache directory.",
                e);
        }

        Directory.Move(partial, folder);
    }
}
