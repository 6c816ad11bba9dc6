namespace Bivouac.Mkimage;

/// <summary>What the process returns to the shell. The numbers are documented and never change their meaning.</summary>
public enum ExitCode
{
    /// <summary>The image was built and verified, or the command did what it was asked to.</summary>
    Success = 0,

    /// <summary>Something that the driver does not know: a fault of the driver itself.</summary>
    Unexpected = 1,

    /// <summary>The command line is wrong.</summary>
    Usage = 2,

    /// <summary>The definition or the VERSIONS file has errors.</summary>
    DefinitionHasErrors = 3,

    /// <summary>The builder, its mirror or its tools are not available or not fit.</summary>
    BuilderUnavailable = 4,

    /// <summary>A download failed or its checksum differs.</summary>
    DownloadFailed = 5,

    /// <summary>mkimage.sh failed.</summary>
    MkimageFailed = 6,

    /// <summary>mkimage.sh said success, but the image is missing or not what was declared.</summary>
    ImageWrong = 7,

    /// <summary>The image was built but did not boot as declared.</summary>
    BootTestFailed = 8,

    /// <summary>Interrupted by the user.</summary>
    Interrupted = 130,
}
