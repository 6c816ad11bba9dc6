using System;
using System.Collections.Generic;
using System.Linq;

namespace Bivouac.Apk;

/// <summary>
/// A package index as text: the file <c>APKINDEX</c> out of an <c>APKINDEX.tar.gz</c>, of which the fields <c>P</c>, <c>V</c>,
/// <c>A</c>, <c>D</c> and <c>p</c> are read. Where it came from is said by its path, as in a mirror: <c>v3.21/main/x86_64/APKINDEX</c>.
/// </summary>
public sealed class PackageIndex
{
    private PackageIndex(string? branch, string? repository, string? arch, IReadOnlyList<PackageRecord> packages)
    {
        Branch = branch;
        Repository = repository;
        Arch = arch;
        Packages = packages;
    }

    /// <summary>The branch's folder, for example <c>v3.21</c> or <c>edge</c>; null when the path does not say it.</summary>
    public string? Branch { get; }

    /// <summary>The repository, for example <c>main</c>; null when the path does not say it: then the index stands for all of them.</summary>
    public string? Repository { get; }

    /// <summary>Alpine's word for the architecture; null when nothing says it.</summary>
    public string? Arch { get; }

    /// <summary>The packages, in the order of the index.</summary>
    public IReadOnlyList<PackageRecord> Packages { get; }

    /// <summary>Whether a path is that of an index: a file called <c>APKINDEX</c>, or with an ending behind it that is not an archive's.</summary>
    /// <param name="path">The path.</param>
    public static bool IsIndex(string path)
    {
        var name = path.Substring(path.LastIndexOfAny(['/', '\\']) + 1);
        return name == "APKINDEX" || (name.StartsWith("APKINDEX", StringComparison.Ordinal) && name[8] is '.' or '-' && !name.EndsWith(".gz", StringComparison.Ordinal));
    }

    /// <summary>Reads an index. Lines that are not <c>LETTER:value</c> are left out: apk itself is the judge of an index, not the IDE.</summary>
    /// <param name="path">Its path.</param>
    /// <param name="text">Its text.</param>
    public static PackageIndex Parse(string path, string text)
    {
        var packages = new List<PackageRecord>();
        string? arch = null;
        string name = "", version = "", depends = "", provides = "";
        foreach (var line in text.Split('\n').Concat([""]))
        {
            if (line.Length > 1 && line[1] == ':')
            {
                var value = line.Substring(2).TrimEnd('\r');
                if (line[0] == 'P') name = value;
                else if (line[0] == 'V') version = value;
                else if (line[0] == 'D') depends = value;
                else if (line[0] == 'p') provides = value;
                else if (line[0] == 'A' && value != "noarch") arch = value;
            }
            else if (line.Trim().Length == 0)
            {
                if (name.Length > 0) packages.Add(new(name, version, ApkDependency.Split(depends), ApkDependency.Split(provides)));
                name = version = depends = provides = "";
            }
        }

        var folders = path.Split('/', '\\');
        return folders.Length >= 4 && IsBranch(folders[folders.Length - 4])
            ? new(folders[folders.Length - 4], folders[folders.Length - 3], folders[folders.Length - 2], packages)
            : new(null, null, arch, packages);
    }

    private static bool IsBranch(string folder) => folder == "edge" || (folder.Length > 2 && folder[0] == 'v' && char.IsDigit(folder[1]) && folder.IndexOf('.') > 0);
}
