using System;
using System.IO;
using System.Linq;

namespace Bivouac.Mkimage.Processes;

/// <summary>
/// Finds programs as a shell does. .NET looks beside its own program and in the current folder first: a file of the project that is
/// called <c>tar</c> or <c>id</c> would be taken for the tool, or be in its way.
/// </summary>
internal static class ProgramPath
{
    /// <summary>The absolute path of a program; a name with a slash stays as it is, and so do all names on Windows, whose own rules hold there.</summary>
    /// <param name="program">The program.</param>
    /// <param name="path">Folders by colons; those that are not absolute are passed over. Null: those of the environment.</param>
    /// <returns>The path, or null when no folder has an executable of the name.</returns>
    public static string? Find(string program, string? path = null)
    {
        if (OperatingSystem.IsWindows() || program.Contains('/', StringComparison.Ordinal)) return program;
        return (path ?? Environment.GetEnvironmentVariable("PATH") ?? "").Split(':')
            .Where(f => f.StartsWith('/'))
            .Select(f => Path.Combine(f, program))
            .FirstOrDefault(IsExecutable);
    }

    private static bool IsExecutable(string file)
    {
        const UnixFileMode Execute = UnixFileMode.UserExecute | UnixFileMode.GroupExecute | UnixFileMode.OtherExecute;
        return File.Exists(file) && !OperatingSystem.IsWindows() && (File.GetUnixFileMode(file) & Execute) != 0;
    }
}
