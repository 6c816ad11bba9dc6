using System;
using System.IO;
using Bivouac.Mkimage.Project;

namespace Bivouac.Mkimage.Staging;

/// <summary>Copies what the project has into a stage.</summary>
internal static class StagedCopy
{
    /// <summary>Copies it, with its place in the project.</summary>
    /// <param name="file">What.</param>
    /// <param name="project">The project.</param>
    /// <param name="folder">The folder that stands for the project's.</param>
    /// <exception cref="IOException">The disk refuses.</exception>
    public static void Make(StagedFile file, ProjectContext project, string folder)
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

    /// <summary>Removes a link, and nothing else.</summary>
    /// <param name="path">The link.</param>
    public static void RemoveLink(string path)
    {
        if (new FileInfo(path).LinkTarget is not null) File.Delete(path);
    }

    /// <summary>Gives a file the mode that staged files have.</summary>
    /// <param name="path">The file.</param>
    /// <param name="executable">Whether all may run it.</param>
    public static void SetMode(string path, bool executable)
    {
        if (OperatingSystem.IsWindows()) return;
        const UnixFileMode readable = UnixFileMode.UserRead | UnixFileMode.UserWrite | UnixFileMode.GroupRead | UnixFileMode.OtherRead;
        File.SetUnixFileMode(path, executable ? readable | UnixFileMode.UserExecute | UnixFileMode.GroupExecute | UnixFileMode.OtherExecute : readable);
    }
}
