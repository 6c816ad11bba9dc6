namespace Bivouac.Mkimage.Tests.Http;

/// <summary>What a <see cref="FolderServer"/> does wrong.</summary>
public enum Fault
{
    /// <summary>Nothing.</summary>
    None,

    /// <summary>The file is not there: 404.</summary>
    Missing,

    /// <summary>500.</summary>
    Error,

    /// <summary>It says the whole length and sends half of it.</summary>
    Truncate,

    /// <summary>One byte in the middle is another.</summary>
    Corrupt,

    /// <summary>302 to the same file with a query.</summary>
    Redirect,
}
