using System;
using System.IO;
using System.Linq;
using Bivouac.Mkimage.Project;
using Bivouac.Mkimage.Staging;
using Bivouac.Mkimage.Staging.Brought;
using Bivouac.Scripts;

namespace Bivouac.Mkimage.Tests.Project;

/// <summary>A project in a folder of its own, below /var/tmp, that goes with the test.</summary>
internal sealed class TestProject : IDisposable
{
    public TestProject(string? versions = null)
    {
        Root = Directory.CreateDirectory(Path.Combine("/var/tmp", "bivouac-driver-" + Guid.NewGuid().ToString("N"))).FullName;
        Folder = Directory.CreateDirectory(Path.Combine(Root, "project")).FullName;
        if (versions is not null) Write("VERSIONS", versions);
    }

    /// <summary>The folder that holds the project; what a test makes outside of the project goes here.</summary>
    public string Root { get; }

    /// <summary>The project's folder.</summary>
    public string Folder { get; }

    /// <summary>Where results go.</summary>
    public string Output => Path.Combine(Root, "out");

    /// <summary>The project as the driver finds it now.</summary>
    public ProjectContext Context => ProjectContext.Find(null, Folder);

    /// <summary>An image as the compiler would hand it over.</summary>
    public static LiveCdImage Image(Action<LiveCdBuilder> define, string name = "rescue", params string[] usedKeys)
    {
        var builder = new LiveCdBuilder();
        define(builder);
        var scripts = ScriptSet.Print(builder.Build(name)).ToDictionary(s => s.Name, s => s.Text);
        return LiveCdImage.Create(name, define, scripts, "Rescue.cs|8|25", "Rescue.cs|6|27", [], usedKeys, [], [], []);
    }

    /// <summary>An image with what the compiler found itself and what the project says about findings, as generated code hands them over.</summary>
    public static LiveCdImage Configured(Action<LiveCdBuilder> define, string[] findings, params string[] settings)
    {
        var image = Image(define);
        return LiveCdImage.Create("rescue", define, image.Scripts, "Rescue.cs|8|25", "Rescue.cs|6|27", [], [], [], findings, settings);
    }

    /// <summary>The smallest image that has no findings, with more.</summary>
    public static LiveCdImage Minimal(Action<LiveCdBuilder>? more = null, string name = "rescue") => Image(
        iso =>
        {
            iso.Arch(Arch.X86_64).Hostname("rescue");
            more?.Invoke(iso);
        },
        name);

    public string Write(string path, string text, bool executable = false)
    {
        var full = PathOf(path);
        Directory.CreateDirectory(Path.GetDirectoryName(full)!);
        File.WriteAllText(full, text);
        File.SetUnixFileMode(full, executable ? (UnixFileMode)0b111_101_101 : (UnixFileMode)0b110_100_100);
        return full;
    }

    public void Link(string path, string target)
    {
        Directory.CreateDirectory(Path.GetDirectoryName(PathOf(path))!);
        File.CreateSymbolicLink(PathOf(path), target);
    }

    public string PathOf(string path) => Path.Combine(Folder, path);

    public Stage Stage(LiveCdImage image, string folder = "stage", BroughtFiles? brought = null) =>
        Stager.Make(image, Context, Path.Combine(Root, folder), [], "x86_64", brought ?? BroughtFiles.None);

    public void Dispose() => Directory.Delete(Root, recursive: true);
}
