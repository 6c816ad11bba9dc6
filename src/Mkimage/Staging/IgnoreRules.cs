using System.IO;
using Bivouac.Mkimage.Files;

namespace Bivouac.Mkimage.Staging;

/// <summary>Keeps what a build fetches out of version control (contract V7), also where the output folder is within the project.</summary>
internal static class IgnoreRules
{
    /// <summary>Makes git ignore a folder that is Bivouac's own, with all that is in it.</summary>
    /// <param name="folder">The folder; it is made.</param>
    /// <exception cref="IOException">It cannot be written.</exception>
    public static void Write(string folder)
    {
        var file = Path.Combine(folder, ".gitignore");
        if (!File.Exists(file)) AtomicFile.Write(file, "# Made by Bivouac: what is here is fetched or made again.\n*\n");
    }
}
