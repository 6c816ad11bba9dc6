using System;
using System.IO;
using System.Runtime.InteropServices;

namespace Bivouac.Mkimage.Files;

/// <summary>Gives a file a second name, which costs no time and no space however large it is.</summary>
internal static class HardLink
{
    /// <summary>Makes a link to a regular file of this user that is not empty, with the permissions that a file that is made here has.</summary>
    /// <param name="file">The file.</param>
    /// <param name="link">Its second name, which must not be taken; the folder is there.</param>
    /// <returns>
    /// Whether it was made. It cannot be across file systems, on one that knows none, of another user's file, and where what is made
    /// gets the folder's group or access list; why not is of no use to who then copies the file, which says what is wrong with it.
    /// </returns>
    /// <exception cref="IOException">A file cannot be made in the folder of <paramref name="link"/>.</exception>
    /// <exception cref="UnauthorizedAccessException">A file must not be made there.</exception>
    public static bool TryMake(string file, string link)
    {
        if (!OperatingSystem.IsLinux() || new FileInfo(file) is not { Exists: true, Length: > 0, LinkTarget: null }) return false;

        // Shared folders hand on what a link does not take up.
        var folder = Path.GetDirectoryName(Path.GetFullPath(link))!;
        if (File.GetUnixFileMode(folder).HasFlag(UnixFileMode.SetGroup) || GetAttribute(folder, "system.posix_acl_default", 0, 0) > 0) return false;

        // The permissions of a link are those of the file, which another umask may have given.
        new FileStream(link, FileMode.CreateNew).Dispose();
        var mode = File.GetUnixFileMode(link);
        File.Delete(link);
        if (Link(file, link) != 0) return false;
        try
        {
            if (File.GetUnixFileMode(link) != mode) File.SetUnixFileMode(link, mode);
            return true;
        }
        catch (Exception e) when (e is IOException or UnauthorizedAccessException)
        {
            File.Delete(link);
            return false;
        }
    }

    /// <summary>Gives a file another name, in the place of a file that is there, which may be the same one: then the system by itself would leave both names.</summary>
    /// <param name="file">The file.</param>
    /// <param name="name">Its new name, on the same file system.</param>
    /// <exception cref="IOException">It cannot be renamed.</exception>
    public static void Rename(string file, string name)
    {
        File.Move(file, name, overwrite: true);
        File.Delete(file);
    }

    [DllImport("libc", EntryPoint = "link"), DefaultDllImportSearchPaths(DllImportSearchPath.SafeDirectories)]
    private static extern int Link([MarshalAs(UnmanagedType.LPUTF8Str)] string file, [MarshalAs(UnmanagedType.LPUTF8Str)] string link);

    /// <summary>The length of an extended attribute in bytes, when it is given no room for the value; -1 where there is none.</summary>
    [DllImport("libc", EntryPoint = "getxattr"), DefaultDllImportSearchPaths(DllImportSearchPath.SafeDirectories)]
    private static extern nint GetAttribute([MarshalAs(UnmanagedType.LPUTF8Str)] string path, [MarshalAs(UnmanagedType.LPUTF8Str)] string name, nint value, nint length);
}
