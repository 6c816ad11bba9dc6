using System.Formats.Tar;
using System.IO;

namespace Bivouac.Mkimage.Staging;

/// <summary>Tells files from pipes, sockets and devices without opening them: opening a pipe waits for its writer.</summary>
internal static class RegularFile
{
    /// <summary>Whether it is a file with content of its own.</summary>
    /// <param name="path">The path of something that is no folder; a link is not followed.</param>
    /// <exception cref="IOException">It cannot be looked at.</exception>
    public static bool Is(string path)
    {
        // Pipes and devices have no length, and all of them have the attributes of a file. TarWriter alone looks at the type,
        // by lstat(2); of an empty file there is nothing to copy.
        if (new FileInfo(path).Length > 0) return true;
        using var archive = new MemoryStream();
        try
        {
            using (var writer = new TarWriter(archive, TarEntryFormat.Pax, leaveOpen: true)) writer.WriteEntry(path, "entry");
        }
        catch (IOException) when (File.Exists(path))
        {
            // A socket has no place in an archive.
            return false;
        }

        archive.Position = 0;
        using var reader = new TarReader(archive);
        return reader.GetNextEntry()?.EntryType is TarEntryType.RegularFile or TarEntryType.V7RegularFile;
    }
}
