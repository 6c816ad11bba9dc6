using System;
using System.IO;

namespace Bivouac.Dsl.Tests.Shell;

/// <summary>A folder of one test, removed with it.</summary>
internal sealed class TempFolder : IDisposable
{
    public TempFolder() => Path = Directory.CreateDirectory("/var/tmp/bivouac-dsl-tests-" + Guid.NewGuid().ToString("N")).FullName;

    public string Path { get; }

    /// <summary>Makes a folder below it.</summary>
    public string Folder(string name) => Directory.CreateDirectory(System.IO.Path.Combine(Path, name)).FullName;

    /// <summary>Writes a file below it, as UTF-8 without a byte order mark.</summary>
    public string Write(string name, string text)
    {
        var path = System.IO.Path.Combine(Path, name);
        Directory.CreateDirectory(System.IO.Path.GetDirectoryName(path)!);
        File.WriteAllText(path, text);
        return path;
    }

    public void Dispose() => Directory.Delete(Path, recursive: true);
}
