using System;
using System.IO;

namespace Bivouac.Mkimage.Tests.Image;

/// <summary>A folder of one test, removed with what is in it.</summary>
internal sealed class TempFolder : IDisposable
{
    public TempFolder()
    {
        var parent = Directory.Exists("/var/tmp") ? "/var/tmp" : System.IO.Path.GetTempPath();
        Path = System.IO.Path.Combine(parent, "bivouac-test-" + Guid.NewGuid().ToString("N"));
        Directory.CreateDirectory(Path);
    }

    public string Path { get; }

    public string this[string name] => System.IO.Path.Combine(Path, name);

    public void Write(string name, byte[] content)
    {
        Directory.CreateDirectory(System.IO.Path.GetDirectoryName(this[name])!);
        File.WriteAllBytes(this[name], content);
    }

    public void Dispose() => Directory.Delete(Path, recursive: true);
}
