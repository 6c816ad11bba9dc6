using System;
using System.Collections.Generic;
using System.IO;
using System.Linq;
using System.Text;
using Bivouac.Mkimage.Project;
using Bivouac.Scripts;
using Bivouac.Versioning;

namespace Bivouac.Mkimage.Staging;

/// <summary>Lays out what a builder gets (contract L3).</summary>
public static class Stager
{
    private static readonly UTF8Encoding Utf8 = new(encoderShouldEmitUTF8Identifier: false, throwOnInvalidBytes: true);

    /// <summary>Makes the folder anew.</summary>
    /// <param name="image">The image and its scripts.</param>
    /// <param name="project">The project that its files come from.</param>
    /// <param name="folder">The folder; what a former stage left in it goes.</param>
    /// <param name="tools">Further programs of the build: file name and text, put into <c>bin/</c> and executable.</param>
    /// <exception cref="DriverException">A source is missing (<see cref="ExitCode.DefinitionHasErrors"/>) or the disk refuses (<see cref="ExitCode.Unexpected"/>).</exception>
    public static Stage Make(LiveCdImage image, ProjectContext project, string folder, IEnumerable<ScriptFile> tools)
    {
        var stage = Path.Combine(folder, Stage.ScriptsFolder);
        try
        {
            if (Directory.Exists(folder)) Directory.Delete(folder, recursive: true);
            var made = WriteScripts(image, project, stage);
            foreach (var tool in tools) Write(Path.Combine(stage, "bin", tool.Name), tool.Text, executable: true);
            var home = Directory.CreateDirectory(Path.Combine(folder, Stage.HomeFolder));
            File.CreateSymbolicLink(Path.Combine(home.FullName, ".mkimage"), Path.Combine("..", Stage.ScriptsFolder));
            return made with { Folder = folder };
        }
        catch (Exception e) when (e is IOException or UnauthorizedAccessException)
        {
            throw NotWritten(folder, e);
        }
    }

    /// <summary>Writes the scripts, VERSIONS and <c>files/</c> into a folder. What else is there stays: it may be the user's.</summary>
    /// <param name="image">The image and its scripts.</param>
    /// <param name="project">The project that its files come from.</param>
    /// <param name="folder">The folder.</param>
    /// <exception cref="DriverException">A source is missing (<see cref="ExitCode.DefinitionHasErrors"/>) or the disk refuses (<see cref="ExitCode.Unexpected"/>).</exception>
    public static Stage WriteScripts(LiveCdImage image, ProjectContext project, string folder)
    {
        var files = OverlaySources.Find(image.Model, project);
        var overlayName = ScriptSet.OverlayFileName(image.Model.Name);
        var hash = ContentHash.Of(image.Scripts[overlayName], project.VersionsText, files);
        try
        {
            foreach (var (name, text) in image.Scripts.OrderBy(s => s.Key, StringComparer.Ordinal))
                Write(Path.Combine(folder, name), name == overlayName ? ScriptSet.Stamp(text, hash) : text, executable: name == overlayName);
            if (project.VersionsPath is not null) Write(Path.Combine(folder, VersionsFile.FileName), project.VersionsText, executable: false);
            foreach (var file in files) Copy(file, project, Path.Combine(folder, ScriptSet.FilesFolder, file.Source));
        }
        catch (Exception e) when (e is IOException or UnauthorizedAccessException)
        {
            throw NotWritten(folder, e);
        }

        return new(image.Model, folder, hash, files);
    }

    private static DriverException NotWritten(string folder, Exception e) =>
        new(ExitCode.Unexpected, $"The stage could not be written to '{folder}'", e.Message, "Make room or choose another folder with --output DIR.", e);

    private static void Write(string path, string text, bool executable)
    {
        Directory.CreateDirectory(Path.GetDirectoryName(path)!);
        File.WriteAllText(path, text, Utf8);
        SetMode(path, executable);
    }

    private static void Copy(StagedFile file, ProjectContext project, string target)
    {
        Directory.CreateDirectory(file.Kind == StagedFileKind.Directory ? target : Path.GetDirectoryName(target)!);
        switch (file.Kind)
        {
            case StagedFileKind.Link:
                File.Delete(target);
                File.CreateSymbolicLink(target, file.LinkTarget!);
                break;
            case StagedFileKind.File:
                using (var from = File.OpenRead(Path.Combine(project.Directory, file.Source)))
                using (var to = File.Create(target))
                    from.CopyTo(to);
                SetMode(target, file.Executable);
                break;
        }
    }

    private static void SetMode(string path, bool executable)
    {
        if (OperatingSystem.IsWindows()) return;
        const UnixFileMode readable = UnixFileMode.UserRead | UnixFileMode.UserWrite | UnixFileMode.GroupRead | UnixFileMode.OtherRead;
        File.SetUnixFileMode(path, executable ? readable | UnixFileMode.UserExecute | UnixFileMode.GroupExecute | UnixFileMode.OtherExecute : readable);
    }
}
