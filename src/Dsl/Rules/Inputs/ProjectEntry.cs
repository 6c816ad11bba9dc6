namespace Bivouac.Rules.Inputs;

/// <summary>What lies at a path of the project.</summary>
public enum ProjectEntry
{
    /// <summary>It is not known.</summary>
    Unknown,

    /// <summary>Nothing.</summary>
    Missing,

    /// <summary>A file.</summary>
    File,

    /// <summary>A folder.</summary>
    Folder,
}
