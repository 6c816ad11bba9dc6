using System;
using System.IO;
using System.Linq;
using System.Runtime.Versioning;
using System.Security.Cryptography;
using System.Text;

namespace Bivouac.Mkimage.Builders.Ssh;

/// <summary>Where the shared connection to a machine is reached: a socket in a folder that only its user can enter.</summary>
/// <param name="Path">The socket.</param>
internal sealed record SshSocket(string Path)
{
    // A socket's path has at most 103 bytes (macOS), of which ssh takes 17 for a name of its own while it makes it.
    private const int LongestFolder = 66;

    private const UnixFileMode Own = UnixFileMode.UserRead | UnixFileMode.UserWrite | UnixFileMode.UserExecute;

    /// <summary>Finds the place, and makes its folder.</summary>
    /// <param name="target">Where the connection leads.</param>
    /// <param name="settings">How it is made: other settings have another socket.</param>
    /// <param name="cacheDirectory">The user's cache.</param>
    /// <returns>The place, or null on Windows, whose OpenSSH shares no connections.</returns>
    public static SshSocket? Of(SshTarget target, SshSettings settings, string cacheDirectory)
    {
        if (OperatingSystem.IsWindows())
            return null;
        var key = string.Join('\n', [.. settings.Program, settings.ConfigFile ?? "", target.Name]);
        var name = Convert.ToHexStringLower(SHA256.HashData(Encoding.UTF8.GetBytes(key)))[..16];
        return new SshSocket(System.IO.Path.Combine(Folder(cacheDirectory), name));
    }

    /// <summary>Removes a socket that nobody answers at: ssh would not share the new connection.</summary>
    public void Clear() => File.Delete(Path);

    [UnsupportedOSPlatform("windows")]
    private static string Folder(string cacheDirectory)
    {
        // The first is private to the user and short, where there is one.
        string?[] places = [Environment.GetEnvironmentVariable("XDG_RUNTIME_DIR") is { Length: > 0 } runtime ? System.IO.Path.Combine(runtime, "bivouac") : null, System.IO.Path.Combine(cacheDirectory, "ssh")];
        foreach (var place in places.OfType<string>().Where(static p => System.IO.Path.IsPathRooted(p) && Encoding.UTF8.GetByteCount(p) <= LongestFolder))
        {
            try
            {
                Directory.CreateDirectory(place, Own);
                if (new DirectoryInfo(place).UnixFileMode == Own)
                    return place;
            }
            catch (Exception e) when (e is IOException or UnauthorizedAccessException)
            {
                // Such as another user's runtime folder, under sudo: the next one will do.
                continue;
            }
        }

        // Private, and new for each process.
        return Directory.CreateTempSubdirectory("bivouac-").FullName;
    }
}
