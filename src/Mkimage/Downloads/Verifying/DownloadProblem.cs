namespace Bivouac.Mkimage.Downloads.Verifying;

/// <summary>What is wrong with a URL, before anything of it is fetched.</summary>
internal enum DownloadProblem
{
    /// <summary>The server has no such file: 404, or another refusal.</summary>
    Missing,

    /// <summary>It has no content.</summary>
    Empty,

    /// <summary>A web page is there instead of the file.</summary>
    Page,

    /// <summary>Its length is another than when it was first seen.</summary>
    LengthChanged,

    /// <summary>The server cannot be asked, or sends to where nobody should go.</summary>
    Unreachable,

    /// <summary>It is not cached, and offline it cannot be fetched.</summary>
    NotCached,
}
