using System;
using System.Linq;

namespace Bivouac;

/// <summary>Checks paths of the overlay and of the project.</summary>
internal static class OverlayPath
{
    /// <summary>Returns the path when it is absolute and normalized.</summary>
    /// <exception cref="ArgumentException">It is not; the message says what to write instead.</exception>
    public static string CheckTarget(string path, string parameter)
    {
        if (string.IsNullOrEmpty(path) || path[0] != '/')
            throw new ArgumentException($"the overlay path '{path}' is relative; it names a place in the running system, so start it with '/'", parameter);
        if (path.Length == 1) throw new ArgumentException("the overlay path '/' is the root itself; name a file or folder below it", parameter);
        CheckCharacters(path, parameter);
        if (path.Substring(1).Split('/').Any(s => s is "" or "." or ".."))
            throw new ArgumentException($"the overlay path '{path}' is not normalized; write it without '.', '..', '//' and without a slash at its end", parameter);
        return path;
    }

    /// <summary>Returns the path when it is relative, normalized and inside the project.</summary>
    /// <exception cref="ArgumentException">It is not; the message says what to write instead.</exception>
    public static string CheckSource(string path, string parameter)
    {
        if (string.IsNullOrEmpty(path)) throw new ArgumentException("the source path is empty; name a file or folder of the project", parameter);
        var slashes = path.Replace('\\', '/').TrimEnd('/');
        CheckCharacters(slashes, parameter);
        if (slashes.Length == 0 || slashes[0] == '/' || (slashes.Length > 1 && slashes[1] == ':'))
            throw new ArgumentException($"the source path '{path}' is absolute; name it relative to the project's folder, so that it exists on every machine", parameter);
        if (slashes.Split('/').Any(s => s is "" or "." or ".."))
            throw new ArgumentException($"the source path '{path}' is not normalized or leaves the project; write it without '.', '..' and '//'", parameter);
        return slashes;
    }

    /// <summary>A newline cannot be: the initramfs hands the overlay's names to apk as lines.</summary>
    private static void CheckCharacters(string path, string parameter)
    {
        if (path.Any(c => c < ' ' || c == '\x7f'))
            throw new ArgumentException("a path of the overlay has no control characters: the initramfs hands the names to apk line by line", parameter);
        Texts.Check(path, parameter);
    }
}
