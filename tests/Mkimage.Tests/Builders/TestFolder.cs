using System;
using System.Diagnostics.CodeAnalysis;
using System.IO;
using Bivouac.Mkimage.Processes;

namespace Bivouac.Mkimage.Tests.Builders;

/// <summary>A folder on a real disk that goes with its test.</summary>
public sealed class TestFolder : IDisposable
{
    public TestFolder()
    {
        Path = Directory.CreateDirectory($"/var/tmp/bivouac test's {Guid.NewGuid():N}").FullName;
    }

    public string Path { get; }

    public string this[string name] => System.IO.Path.Combine(Path, name);

    public string Folder(string name) => Directory.CreateDirectory(this[name]).FullName;

    public string Write(string name, string text, UnixFileMode? mode = null)
    {
        Directory.CreateDirectory(System.IO.Path.GetDirectoryName(this[name])!);
        File.WriteAllText(this[name], text);
        if (mode is { } wanted)
            File.SetUnixFileMode(this[name], wanted);
        return this[name];
    }

    [SuppressMessage("Usage", "xUnit1031", Justification = "Disposing is synchronous.")]
    public void Dispose()
    {
        // A sandbox without root leaves files of subordinate ids behind, which only its own namespace may remove.
        string[] command = Environment.UserName == "root"
            ? ["rm", "-rf", Path]
            : ["unshare", "--user", "--map-root-user", "--map-auto", "rm", "-rf", Path];
        new ProcessRunner().RunAsync(new ProcessCommand(command[0], command[1..])).GetAwaiter().GetResult();
    }
}
