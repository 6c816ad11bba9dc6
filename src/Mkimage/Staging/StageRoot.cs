using System;
using System.IO;
using Bivouac.Mkimage.Files;

namespace Bivouac.Mkimage.Staging;

/// <summary>
/// The folder of stages in an output folder: for its user alone, and out of version control (contract V7), also where the output
/// folder is within the project.
/// </summary>
internal static class StageRoot
{
    private const UnixFileMode Own = UnixFileMode.UserRead | UnixFileMode.UserWrite | UnixFileMode.UserExecute;
    private const UnixFileMode Shared = UnixFileMode.GroupWrite | UnixFileMode.OtherWrite | UnixFileMode.SetGroup;

    /// <summary>Makes the folder, and makes git ignore it with all that is in it.</summary>
    /// <param name="folder">The folder.</param>
    /// <exception cref="DriverException">It cannot be written (<see cref="ExitCode.Unexpected"/>).</exception>
    public static void Make(string folder)
    {
        var file = Path.Combine(folder, ".gitignore");
        try
        {
            MakeOwn(folder);
            if (!File.Exists(file)) AtomicFile.Write(file, "# Made by Bivouac: what is here is fetched or made again.\n*\n");
        }
        catch (Exception e) when (e is IOException or UnauthorizedAccessException)
        {
            throw new DriverException(ExitCode.Unexpected, $"The stage could not be written to '{folder}'", e.Message, "Make room or choose another folder with --output DIR.", e);
        }
    }

    /// <summary>
    /// Makes a folder for its user alone, unless others may write where it is made: those build there too. Staged files have one of two modes,
    /// whatever the umask of the checkout was, so that nothing of that gets into the image: one that only its owner may read in the project
    /// would be everybody's to read.
    /// </summary>
    /// <param name="folder">The folder; one that is there keeps its mode.</param>
    /// <exception cref="IOException">It cannot be made.</exception>
    /// <exception cref="UnauthorizedAccessException">It must not be made there.</exception>
    public static void MakeOwn(string folder)
    {
        if (Directory.Exists(folder)) return;
        var above = Directory.CreateDirectory(Path.GetDirectoryName(Path.GetFullPath(folder))!);
        if (OperatingSystem.IsWindows() || (above.UnixFileMode & Shared) != 0) Directory.CreateDirectory(folder);
        else Directory.CreateDirectory(folder, Own);
    }
}
