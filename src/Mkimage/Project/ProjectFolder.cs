using System;
using System.Collections.Generic;
using System.IO;
using System.Linq;
using System.Text;
using Bivouac.Rules.Inputs;

namespace Bivouac.Mkimage.Project;

/// <summary>The project's files on disk, for rules: <c>Rescue.Definition.Check(new ProjectFolder("../Rescue"))</c> in a unit test.</summary>
public sealed class ProjectFolder : IProjectFiles
{
    /// <summary>A larger file is no text that somebody wrote.</summary>
    private const long MaxTextBytes = 1024 * 1024;

    private readonly string _folder;
    private readonly Dictionary<string, FileText?> _texts = new(StringComparer.Ordinal);
    private readonly Dictionary<string, bool> _links = new(StringComparer.Ordinal);

    /// <summary>Looks into a folder; each text is read once.</summary>
    /// <param name="folder">The project's folder.</param>
    /// <exception cref="DirectoryNotFoundException">There is no such folder.</exception>
    public ProjectFolder(string folder)
    {
        _folder = Path.GetFullPath(folder);
        if (!Directory.Exists(_folder)) throw new DirectoryNotFoundException($"there is no folder '{_folder}'; name the project's folder");
    }

    /// <inheritdoc/>
    public ProjectEntry Find(string path)
    {
        var full = FullPath(path);
        return Directory.Exists(full) ? ProjectEntry.Folder : File.Exists(full) ? ProjectEntry.File : ProjectEntry.Missing;
    }

    /// <inheritdoc/>
    public IReadOnlyList<string>? FilesBelow(string folder)
    {
        try
        {
            return Directory.Exists(FullPath(folder))
                ? [.. Walk(new DirectoryInfo(FullPath(folder)), folder).Order(StringComparer.Ordinal)]
                : [];
        }
        catch (Exception e) when (e is IOException or UnauthorizedAccessException)
        {
            return null;
        }
    }

    /// <inheritdoc/>
    public FileText? Read(string path, string imagePath)
    {
        if (_links.TryGetValue(path, out var isKnown) && !isKnown) return null;
        if (!_texts.TryGetValue(path, out var text)) _texts[path] = text = Read(new FileInfo(FullPath(path)));
        return text;
    }

    /// <inheritdoc/>
    /// <remarks>Windows keeps no such bit; there a script says so by its first line, as in staging.</remarks>
    public bool? IsExecutable(string path)
    {
        if (_links.ContainsKey(path) || !File.Exists(FullPath(path))) return null;
        return OperatingSystem.IsWindows()
            ? Read(path, "")?.Text.StartsWith("#!", StringComparison.Ordinal) ?? false
            : (File.GetUnixFileMode(FullPath(path)) & UnixFileMode.UserExecute) != 0;
    }

    private string FullPath(string path) => Path.Combine(_folder, path);

    /// <summary>
    /// A link of a tree is a link in the image too: <c>/etc/init.d/net.eth0</c> is there, whatever it points to. A folder behind one is
    /// not walked.
    /// </summary>
    private IEnumerable<string> Walk(DirectoryInfo folder, string path)
    {
        foreach (var info in folder.EnumerateFileSystemInfos())
        {
            var name = path + "/" + info.Name;
            if (info.LinkTarget is { } target)
            {
                if (info is DirectoryInfo) continue;
                _links[name] = !Path.IsPathRooted(target) && IsWithin(info);
                yield return name;
                continue;
            }

            if (info is not DirectoryInfo below) yield return name;
            else
                foreach (var file in Walk(below, name)) yield return file;
        }
    }

    /// <summary>Whether a link leads to something of the project; else it means a file of the image, not the one of this machine.</summary>
    private bool IsWithin(FileSystemInfo link)
    {
        try
        {
            return link.ResolveLinkTarget(returnFinalTarget: true)?.FullName.StartsWith(Path.TrimEndingDirectorySeparator(_folder) + Path.DirectorySeparatorChar, StringComparison.Ordinal) == true;
        }
        catch (IOException)
        {
            return false;
        }
    }

    /// <summary>Null for what is no text: it has a NUL, or is no UTF-8. What cannot be read at all, staging says in its own words.</summary>
    private static FileText? Read(FileInfo file)
    {
        try
        {
            if (!file.Exists || file.Length > MaxTextBytes || !Staging.RegularFile.Is(file.FullName)) return null;
            var bytes = File.ReadAllBytes(file.FullName);
            return Array.IndexOf(bytes, (byte)0) >= 0 ? null : new FileText(new UTF8Encoding(false, throwOnInvalidBytes: true).GetString(bytes));
        }
        catch (Exception e) when (e is IOException or UnauthorizedAccessException or DecoderFallbackException)
        {
            return null;
        }
    }
}
