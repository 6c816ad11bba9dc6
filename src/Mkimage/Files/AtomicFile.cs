using System;
using System.IO;
using System.Text;

namespace Bivouac.Mkimage.Files;

/// <summary>Writes small text files so that nothing half-written is ever found under their names.</summary>
internal static class AtomicFile
{
    /// <summary>Writes text as UTF-8, in the place of a file that is there; folders above it are made.</summary>
    /// <param name="path">The file.</param>
    /// <param name="text">Its text.</param>
    /// <exception cref="IOException">It cannot be written; what was there before is untouched.</exception>
    /// <exception cref="UnauthorizedAccessException">It must not be written.</exception>
    public static void Write(string path, string text)
    {
        Directory.CreateDirectory(Path.GetDirectoryName(Path.GetFullPath(path))!);
        var partial = path + "." + Guid.NewGuid().ToString("N")[..8] + ".partial";
        try
        {
            using (var stream = new FileStream(partial, FileMode.CreateNew, FileAccess.Write))
            {
                stream.Write(new UTF8Encoding(encoderShouldEmitUTF8Identifier: false).GetBytes(text));
                stream.Flush(flushToDisk: true);
            }

            File.Move(partial, path, overwrite: true);
        }
        finally
        {
            File.Delete(partial);
        }
    }
}
