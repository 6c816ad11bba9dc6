using System;
using System.IO;
using System.Linq;
using System.Reflection;
using System.Text;
using Bivouac.Versioning;

namespace Bivouac.Mkimage.Project;

/// <summary>The project that the definitions belong to: where its files are, and its VERSIONS.</summary>
public sealed record ProjectContext
{
    /// <summary>The assembly metadata key under which the package's targets record the project's folder.</summary>
    public const string DirectoryMetadata = "BivouacProjectDirectory";

    /// <summary>The assembly metadata key under which the package's targets record the VERSIONS file.</summary>
    public const string VersionsMetadata = "BivouacVersionsFile";

    private ProjectContext(string directory, string? versionsPath, string versionsText)
    {
        Directory = directory;
        VersionsPath = versionsPath;
        VersionsText = versionsText;
        Versions = VersionsFile.Parse(versionsText);
    }

    /// <summary>The absolute path of the project's folder: sources of overlay files are relative to it.</summary>
    public string Directory { get; }

    /// <summary>The absolute path of VERSIONS, or null when neither the project nor a folder above it has one.</summary>
    public string? VersionsPath { get; }

    /// <summary>Whether VERSIONS lies outside of the project's folder: then other projects may use what this one does not.</summary>
    public bool IsVersionsShared => VersionsPath is not null && Path.GetDirectoryName(VersionsPath) != Directory.TrimEnd(Path.DirectorySeparatorChar);

    /// <summary>The text of VERSIONS; empty when there is none.</summary>
    public string VersionsText { get; }

    /// <summary>What VERSIONS says.</summary>
    public VersionsFile Versions { get; }

    /// <summary>Finds the project that an assembly was built from.</summary>
    /// <param name="assembly">The assembly with the definitions; its metadata tells the folder.</param>
    /// <param name="directory">The folder when the user names it, else null.</param>
    /// <exception cref="DriverException">The folder is not there (<see cref="ExitCode.Usage"/>), or VERSIONS cannot be read (<see cref="ExitCode.DefinitionHasErrors"/>).</exception>
    public static ProjectContext Find(Assembly? assembly, string? directory)
    {
        var recorded = Metadata(assembly, DirectoryMetadata);
        var folder = Path.GetFullPath(directory ?? recorded ?? Environment.CurrentDirectory);
        if (!System.IO.Directory.Exists(folder))
        {
            throw new DriverException(
                ExitCode.Usage,
                "The project's folder was not found",
                $"'{folder}' " + (File.Exists(folder) ? "is a file" : "does not exist") + (directory is null ? ", though the program was built there" : ""),
                "Pass --project DIR with the folder that holds the definition.");
        }

        var versions = directory is null && Metadata(assembly, VersionsMetadata) is { Length: > 0 } named && File.Exists(named)
            ? Path.GetFullPath(named)
            : FindAbove(folder);
        return new(folder, versions, versions is null ? "" : ReadVersions(versions));
    }

    /// <summary>The value of a key of VERSIONS, or null.</summary>
    /// <param name="key">The key.</param>
    public string? Pin(string key) => Versions[key] is { Length: > 0 } value ? value : null;

    /// <summary>Byte for byte: a byte order mark stays in the text, since the shell that sources the file sees it too.</summary>
    private static string ReadVersions(string path)
    {
        try
        {
            return new UTF8Encoding(encoderShouldEmitUTF8Identifier: false, throwOnInvalidBytes: true).GetString(File.ReadAllBytes(path));
        }
        catch (Exception e) when (e is IOException or UnauthorizedAccessException or DecoderFallbackException)
        {
            throw new DriverException(
                ExitCode.DefinitionHasErrors,
                $"'{path}' cannot be read",
                e is DecoderFallbackException ? "it is not UTF-8" : e.Message.TrimEnd('.'),
                "Save it as UTF-8 and make it readable.",
                e);
        }
    }

    private static string? FindAbove(string folder)
    {
        for (var at = new DirectoryInfo(folder); at is not null; at = at.Parent)
        {
            var path = Path.Combine(at.FullName, VersionsFile.FileName);
            if (File.Exists(path)) return path;
        }

        return null;
    }

    private static string? Metadata(Assembly? assembly, string key) =>
        assembly?.GetCustomAttributes<AssemblyMetadataAttribute>().FirstOrDefault(a => a.Key == key)?.Value;
}
