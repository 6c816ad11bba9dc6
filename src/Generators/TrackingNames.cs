namespace Bivouac.Generators;

/// <summary>The names of the pipeline's steps, in its order.</summary>
internal static class TrackingNames
{
    /// <summary>The project's folder.</summary>
    public const string ProjectFolder = nameof(ProjectFolder);

    /// <summary>The texts of all files named VERSIONS.</summary>
    public const string VersionsTexts = nameof(VersionsTexts);

    /// <summary>The entries of the one that counts.</summary>
    public const string Versions = nameof(Versions);

    /// <summary>The class Versions as a syntax tree.</summary>
    public const string VersionsTree = nameof(VersionsTree);

    /// <summary>The names of the classes marked with [LiveCd].</summary>
    public const string Targets = nameof(Targets);

    /// <summary>The replayed definitions.</summary>
    public const string Definitions = nameof(Definitions);

    /// <summary>What is printed of a definition.</summary>
    public const string Images = nameof(Images);

    /// <summary>Whether an entry point is to be made.</summary>
    public const string NeedsMain = nameof(NeedsMain);

    /// <summary>The classes that the entry point names.</summary>
    public const string MainImages = nameof(MainImages);
}
