using System;
using System.Collections.Generic;
using System.IO;
using System.Linq;
using System.Text;
using Bivouac.Mkimage.Project;
using Bivouac.Mkimage.Staging.Brought;
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
    /// <param name="arch">Alpine's word for the architecture.</param>
    /// <param name="brought">What was fetched for it; its unpacked folders are moved into the stage.</param>
    /// <exception cref="DriverException">A source is missing (<see cref="ExitCode.DefinitionHasErrors"/>) or the disk refuses (<see cref="ExitCode.Unexpected"/>).</exception>
    public static Stage Make(LiveCdImage image, ProjectContext project, string folder, IEnumerable<ScriptFile> tools, string arch, BroughtFiles brought)
    {
        var stage = Path.Combine(folder, Stage.ScriptsFolder);
        try
        {
            if (Directory.Exists(folder)) Directory.Delete(folder, recursive: true);
            var content = Content(image, project, arch, brought);
            StageRoot.MakeOwn(folder);
            var made = WriteScripts(image, project, stage, content);
            PutBrought(image.Model, brought, stage);
            StepFolders.Write(image.Model, arch, project, brought, stage);
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
    /// <param name="arch">Alpine's word for the architecture, where it is known.</param>
    /// <param name="brought">What was fetched, where it was: only its hashes are used.</param>
    /// <exception cref="DriverException">
    /// A source is missing (<see cref="ExitCode.DefinitionHasErrors"/>), the folder's <c>files/</c> has what is no longer in the
    /// project (<see cref="ExitCode.Usage"/>), or the disk refuses (<see cref="ExitCode.Unexpected"/>).
    /// </exception>
    public static Stage WriteScripts(LiveCdImage image, ProjectContext project, string folder, string? arch = null, BroughtFiles? brought = null) =>
        WriteScripts(image, project, folder, Content(image, project, arch, brought));

    private static (IReadOnlyList<StagedFile> Files, string Hash) Content(LiveCdImage image, ProjectContext project, string? arch, BroughtFiles? brought)
    {
        var files = OverlaySources.Find(image.Model, project);
        IEnumerable<string> more = arch is null || brought is null ? [] : [.. brought.Identities(image.Model), .. StepFolders.Keys(image.Model, arch, project, brought)];
        return (files, ContentHash.Of(image.Scripts[ScriptSet.OverlayFileName(image.Model.Name)], project.VersionsText, files, more));
    }

    private static Stage WriteScripts(LiveCdImage image, ProjectContext project, string folder, (IReadOnlyList<StagedFile> Files, string Hash) content)
    {
        var (files, hash) = content;
        var overlayName = ScriptSet.OverlayFileName(image.Model.Name);
        try
        {
            foreach (var (name, text) in image.Scripts.OrderBy(s => s.Key, StringComparer.Ordinal))
                Write(Path.Combine(folder, name), name == overlayName ? ScriptSet.Stamp(text, hash) : text, executable: name == overlayName);
            if (project.VersionsPath is not null) Write(Path.Combine(folder, VersionsFile.FileName), project.VersionsText, executable: false);
            var staged = Path.Combine(folder, ScriptSet.FilesFolder);
            foreach (var file in files) StagedCopy.Make(file, project, staged);
            RequireNothingElse(image.Model, files, staged);
        }
        catch (Exception e) when (e is IOException or UnauthorizedAccessException)
        {
            throw NotWritten(folder, e);
        }

        return new(image.Model, folder, hash, files);
    }

    private static void PutBrought(LiveCdModel model, BroughtFiles brought, string stage)
    {
        foreach (var name in model.Overlay.OfType<OverlayDownload>().Select(d => d.Download).Distinct().Where(brought.Downloads.ContainsKey))
        {
            var folder = Directory.CreateDirectory(Path.Combine(stage, ScriptSet.DownloadsFolder));
            File.Copy(brought.Downloads[name].Path, Path.Combine(folder.FullName, name), overwrite: true);
        }

        foreach (var (name, folder) in brought.Unpacked)
        {
            Directory.CreateDirectory(Path.Combine(stage, ScriptSet.UnpackedFolder));
            Directory.Move(folder, Path.Combine(stage, ScriptSet.UnpackedFolder, name));
        }
    }

    private static DriverException NotWritten(string folder, Exception e) =>
        new(ExitCode.Unexpected, $"The stage could not be written to '{folder}'", e.Message, "Make room or choose another folder with --output DIR.", e);

    private static void Write(string path, string text, bool executable)
    {
        Directory.CreateDirectory(Path.GetDirectoryName(path)!);
        StagedCopy.RemoveLink(path);
        File.WriteAllText(path, text, Utf8);
        StagedCopy.SetMode(path, executable);
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
}
