using System.Collections.Generic;
using System.IO;
using System.Linq;
using System.Reflection;
using Bivouac.Model;

namespace Bivouac.Mkimage.Project;

/// <summary>Looks whether an image is older than what it was made from, by the times of the files: a hint for a person, no proof.</summary>
internal static class NewerSource
{
    /// <summary>Finds a source that changed after an image was made.</summary>
    /// <param name="iso">The image.</param>
    /// <param name="model">What it is made from now.</param>
    /// <param name="project">The project.</param>
    /// <param name="program">The program that the definition was compiled into; null when it is not known.</param>
    /// <returns>Its name, for a person; null when there is none.</returns>
    public static string? Find(string iso, LiveCdModel model, ProjectContext project, Assembly? program)
    {
        var made = File.GetLastWriteTimeUtc(iso);
        if (program?.Location is { Length: > 0 } assembly && IsNewer(assembly)) return "the program, into which the definition is compiled";
        return Sources(model, project).FirstOrDefault(IsNewer) is { } source ? Path.GetRelativePath(project.Directory, source) : null;

        bool IsNewer(string file) => File.Exists(file) && File.GetLastWriteTimeUtc(file) > made;
    }

    private static IEnumerable<string> Sources(LiveCdModel model, ProjectContext project)
    {
        if (project.VersionsPath is { } versions) yield return versions;
        foreach (var entry in model.Overlay)
        {
            switch (entry)
            {
                case OverlayFile file:
                    yield return Path.Combine(project.Directory, file.Source);
                    break;
                case OverlayTree tree when Directory.Exists(Path.Combine(project.Directory, tree.Source)):
                    foreach (var file in Directory.EnumerateFiles(Path.Combine(project.Directory, tree.Source), "*", SearchOption.AllDirectories)) yield return file;
                    break;
            }
        }
    }
}
