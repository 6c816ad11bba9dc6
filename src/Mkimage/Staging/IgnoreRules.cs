using System;
using System.IO;
using Bivouac.Mkimage.Files;

namespace Bivouac.Mkimage.Staging;

/// <summary>Keeps what a build fetches out of version control (contract V7), also where the output folder is within the project.</summary>
internal static class IgnoreRules
{
    /// <summary>Makes git ignore a folder that is Bivouac's own, with all that is in it.</summary>
    /// <param name="folder">The folder; it is made.</param>
    /// <exception cref="DriverException">It cannot be written (<see cref="ExitCode.Unexpected"/>).</exception>
    public static void Write(string folder)
    {
        var file = Path.Combine(folder, ".gitignore");
        try
        {
            if (!File.Exists(file)) AtomicFile.Write(file, "# Made by Bivouac: what is here is fetched or made again.\n*\n");
        }
        catch (Exception e) when (e is IOException or UnauthorizedAccessException)
        {
            throw new DriverException(ExitCode.Unexpected, $"The stage could not be written to '{folder}'", e.Message, "Make room or choose another folder with --output DIR.", e);
        }
    }
}
