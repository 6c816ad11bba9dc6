using System;
using System.Collections.Generic;
using System.IO;
using System.Linq;
using System.Text;
using Bivouac.Mkimage.Project;
using Bivouac.Model;
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
    /// <exception cref="DriverException">
    /// A source is missing (<see cref="ExitCode.DefinitionHasErrors"/>), the folder's <c>files/</c> has what is no longer in the
    /// project (<see cref="ExitCode.Usage"/>), or the disk refuses (<see cref="ExitCode.Unexpected"/>).
    /// </exception>
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
            var staged = Path.Combine(folder, ScriptSet.FilesFolder);
            foreach (var file in files) Copy(file, project, staged);
            RequireNothingElse(image.Model, files, staged);
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
        RemoveLink(path);
        File.WriteAllText(path, text, Utf8);
        SetMode(path, executable);
    }

    private static void Copy(StagedFile file, ProjectContext project, string folder)
    {
        var target = Path.Combine(folder, file.Source);

        // A link of an earlier stage would be written through, to wherever it leads on this machine.
        for (var slash = file.Source.IndexOf('/'); slash > 0; slash = file.Source.IndexOf('/', slash + 1)) RemoveLink(Path.Combine(folder, file.Source[..slash]));
        RemoveLink(target);
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

    private static void RemoveLink(string path)
    {
        if (new FileInfo(path).LinkTarget is not null) File.Delete(path);
    }

    /// <summary>The overlay script copies all that is in a tree, so what an earlier stage left there would be in the image.</summary>
    private static void RequireNothingElse(LiveCdModel model, IReadOnlyList<StagedFile> files, string folder)
    {
        var known = files.Select(f => f.Source).ToHashSet(StringComparer.Ordinal);
        foreach (var tree in model.Overlay.OfType<OverlayTree>())
        {
            if (Stray(folder, tree.Source, known) is not { } stray) continue;
            throw new DriverException(
                ExitCode.Usage,
                $"The scripts cannot be written to '{Path.GetDirectoryName(folder)}'",
                $"'{Path.Combine(folder, stray)}' is there and not in the project, so it would come into the image",
                $"Remove '{Path.Combine(folder, tree.Source)}', or choose an empty folder with --output DIR.");
        }
    }

    private static string? Stray(string folder, string source, HashSet<string> known)
    {
        foreach (var info in new DirectoryInfo(Path.Combine(folder, source)).EnumerateFileSystemInfos().OrderBy(i => i.Name, StringComparer.Ordinal))
        {
            var name = source + "/" + info.Name;
            if (!known.Contains(name)) return name;
            if (info is DirectoryInfo && info.LinkTarget is null && Stray(folder, name, known) is { } below) return below;
        }

        return null;
    }

    private static void SetMode(string path, bool executable)
    {
        if (OperatingSystem.IsWindows()) return;
        const UnixFileMode readable = UnixFileMode.UserRead | UnixFileMode.UserWrite | UnixFileMode.GroupRead | UnixFileMode.OtherRead;
        File.SetUnixFileMode(path, executable ? readable | UnixFileMode.UserExecute | UnixFileMode.GroupExecute | UnixFileMode.OtherExecute : readable);
    }
}
