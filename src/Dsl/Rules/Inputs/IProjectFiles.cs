using System.Collections.Generic;

namespace Bivouac.Rules.Inputs;

/// <summary>
/// What rules may know of the project's files. The compiler knows what it was given as AdditionalFiles, the driver the folder
/// itself; who does not know says so, and no rule guesses. Paths are relative to the project's folder, with forward slashes.
/// </summary>
public interface IProjectFiles
{
    /// <summary>What lies at a path.</summary>
    /// <param name="path">The path.</param>
    ProjectEntry Find(string path);

    /// <summary>The files below a folder, with all that is in its folders, in ordinal order; null when they are not known.</summary>
    /// <param name="folder">The folder's path.</param>
    IReadOnlyList<string>? FilesBelow(string folder);

    /// <summary>The text of a file; null when it is not known, is no UTF-8 text, or is too large to be a text.</summary>
    /// <param name="path">The file's path.</param>
    /// <param name="imagePath">Where the file goes in the running system: in places that hold texts only, more is read.</param>
    FileText? Read(string path, string imagePath);

    /// <summary>Whether the file is executable; null when that is not known.</summary>
    /// <param name="path">The file's path.</param>
    bool? IsExecutable(string path);
}
