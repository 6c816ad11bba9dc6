using System.IO;
using System.Linq;
using Bivouac.Apk;

namespace Bivouac.Mkimage.Project;

/// <summary>The package indexes of a project: files called <c>APKINDEX</c> in it or below its folder <c>apkindex</c>.</summary>
public static class ProjectIndexes
{
    /// <summary>The folder in which indexes lie as in a mirror: <c>apkindex/v3.21/main/x86_64/APKINDEX</c>.</summary>
    public const string Folder = "apkindex";

    /// <summary>What each of them is called there: as for the compiler, a file beside it (one half-written, an old one) is none.</summary>
    private const string FileName = "APKINDEX";

    /// <summary>Reads them.</summary>
    /// <param name="projectFolder">The project's folder.</param>
    /// <exception cref="IOException">One cannot be read.</exception>
    /// <exception cref="System.UnauthorizedAccessException">One must not be read.</exception>
    public static PackageIndexes Read(string projectFolder)
    {
        var folder = Path.Combine(projectFolder, Folder);
        var files = Directory.EnumerateFiles(projectFolder)
            .Where(PackageIndex.IsIndex)
            .Concat(Directory.Exists(folder) ? Directory.EnumerateFiles(folder, FileName, SearchOption.AllDirectories) : [])
            .Order(System.StringComparer.Ordinal)
            .ToArray();
        return files.Length == 0 ? PackageIndexes.None : new(files.Select(f => PackageIndex.Parse(f, File.ReadAllText(f))));
    }
}
