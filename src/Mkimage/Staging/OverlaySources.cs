using System;
using System.Collections.Generic;
using System.IO;
using System.Linq;
using System.Security.Cryptography;
using Bivouac.Mkimage.Builders;
using Bivouac.Mkimage.Project;
using Bivouac.Model;

namespace Bivouac.Mkimage.Staging;

/// <summary>Finds the files of the project that an image needs.</summary>
public static class OverlaySources
{
    /// <summary>The files, folders and links, each once, in ordinal order of their paths.</summary>
    /// <param name="model">The image.</param>
    /// <param name="project">The project.</param>
    /// <exception cref="DriverException">One is missing, is of the wrong kind, or cannot be in an overlay (<see cref="ExitCode.DefinitionHasErrors"/>).</exception>
    public static IReadOnlyList<StagedFile> Find(LiveCdModel model, ProjectContext project)
    {
        var found = new SortedDictionary<string, StagedFile>(StringComparer.Ordinal);
        foreach (var entry in model.Overlay)
        {
            if (entry is OverlayFile file) AddFile(found, project, file.Source);
            if (entry is OverlayTree tree) AddTree(found, project, tree.Source);
        }

        foreach (var key in model.Repositories.Where(r => r.Key is not null)) AddFile(found, project, key.Key!);
        return [.. found.Values];
    }

    /// <summary>Files and folders of the project that something else than the overlay needs, with all that is in them.</summary>
    /// <param name="sources">Relative to the project's folder.</param>
    /// <param name="project">The project.</param>
    /// <exception cref="DriverException">One is missing, or cannot be staged (<see cref="ExitCode.DefinitionHasErrors"/>).</exception>
    internal static IReadOnlyList<StagedFile> FindAll(IEnumerable<string> sources, ProjectContext project)
    {
        var found = new SortedDictionary<string, StagedFile>(StringComparer.Ordinal);
        foreach (var source in sources)
        {
            if (System.IO.Directory.Exists(Inside(project, source))) AddTree(found, project, source);
            else AddFile(found, project, source);
        }

        return [.. found.Values];
    }

    /// <summary>What is in a folder of the stage, as <see cref="Find"/> tells it of the project's: names begin with the given one.</summary>
    internal static IReadOnlyList<StagedFile> Below(string name, string folder)
    {
        var found = new SortedDictionary<string, StagedFile>(StringComparer.Ordinal);
        AddFolder(found, name, new DirectoryInfo(folder));
        return [.. found.Values];
    }

    /// <summary>A file of the stage.</summary>
    internal static StagedFile Of(string name, string path) => Read(name, path);

    private static void AddFile(SortedDictionary<string, StagedFile> found, ProjectContext project, string source)
    {
        var path = Inside(project, source);
        if (System.IO.Directory.Exists(path)) throw Wrong(source, path, "it is a folder", "Declare it with .Tree(\"" + source + "\"), or name a file.");

        // A file that is named itself is copied by content, even when the project has a link there.
        var real = WorkDirectory.RealPath(path);
        if (!File.Exists(real)) throw Wrong(source, path, "there is no such file", "Put it there, or correct the path in the definition.");
        Add(found, Read(source, real));
    }

    private static void AddTree(SortedDictionary<string, StagedFile> found, ProjectContext project, string source)
    {
        var path = Inside(project, source);
        if (File.Exists(path)) throw Wrong(source, path, "it is a file", "Declare it with .FileFrom(path, \"" + source + "\"), or name a folder.");
        if (!System.IO.Directory.Exists(path)) throw Wrong(source, path, "there is no such folder", "Make it, or correct the path in the definition.");
        Add(found, new(source, StagedFileKind.Directory, true, "", 0, null));
        AddFolder(found, source, new DirectoryInfo(path));
    }

    private static void AddFolder(SortedDictionary<string, StagedFile> found, string source, DirectoryInfo folder)
    {
        foreach (var info in folder.EnumerateFileSystemInfos())
        {
            var name = source + "/" + info.Name;
            if (HasControlCharacters(info.Name))
                throw Wrong(name, info.FullName, "its name has control characters, which apk cannot take at boot", "Rename it.");
            if (info.LinkTarget is { } target)
            {
                if (HasControlCharacters(target)) throw Wrong(name, info.FullName, "it is a link whose target has control characters", "Correct the link.");
                Add(found, new(name, StagedFileKind.Link, false, "", 0, target));
            }
            else if (info is DirectoryInfo below)
            {
                Add(found, new(name, StagedFileKind.Directory, true, "", 0, null));
                AddFolder(found, name, below);
            }
            else Add(found, Read(name, info.FullName));
        }
    }

    private static void Add(SortedDictionary<string, StagedFile> found, StagedFile file)
    {
        if (found.TryGetValue(file.Source, out var there) && there != file)
        {
            throw new DriverException(
                ExitCode.DefinitionHasErrors,
                $"The overlay's source '{file.Source}' cannot be staged",
                "it is a link that the definition wants both as a link, in a tree, and as the file behind it",
                "Name the file behind it, or take the link out of the tree.");
        }

        found[file.Source] = file;
    }

    private static bool HasControlCharacters(string text) => text.Any(c => c < ' ' || c == '\x7f');

    private static StagedFile Read(string source, string path)
    {
        try
        {
            if (!RegularFile.Is(path)) throw Wrong(source, path, "it is a device, a pipe or a socket", "Name a file, or take it out of the folder.");
            using var stream = File.OpenRead(path);
            var hash = Convert.ToHexStringLower(SHA256.HashData(stream));
            return new(source, StagedFileKind.File, IsExecutable(path), hash, stream.Length, null);
        }
        catch (Exception e) when (e is IOException or UnauthorizedAccessException)
        {
            throw Wrong(source, path, e.Message, "Make it readable.", e);
        }
    }

    /// <summary>Windows keeps no such bit; there a script says so by its first line.</summary>
    private static bool IsExecutable(string path)
    {
        if (!OperatingSystem.IsWindows()) return (File.GetUnixFileMode(path) & UnixFileMode.UserExecute) != 0;
        using var stream = File.OpenRead(path);
        return stream.ReadByte() == '#' && stream.ReadByte() == '!';
    }

    private static string Inside(ProjectContext project, string source)
    {
        var root = Path.GetFullPath(project.Directory);
        var path = Path.GetFullPath(Path.Combine(root, source));
        if (!IsBelow(root, path)) throw Wrong(source, path, "it lies outside of the project's folder", "Move it into the project.");
        var real = WorkDirectory.RealPath(path);
        return IsBelow(WorkDirectory.RealPath(root), real)
            ? path
            : throw Wrong(source, path, $"a link leads out of the project's folder, to {real}", "Copy it into the project: it must be there on every machine.");
    }

    private static bool IsBelow(string folder, string path) =>
        path.StartsWith(folder.TrimEnd(Path.DirectorySeparatorChar) + Path.DirectorySeparatorChar, StringComparison.Ordinal);

    private static DriverException Wrong(string source, string path, string why, string next, Exception? inner = null) =>
        new(ExitCode.DefinitionHasErrors, $"The overlay's source '{source}' cannot be staged", $"{why} ({path})", next, inner);
}
