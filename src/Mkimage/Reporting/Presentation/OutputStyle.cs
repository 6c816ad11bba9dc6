namespace Bivouac.Mkimage.Reporting.Presentation;

/// <summary>How much of a build is shown, and to whom.</summary>
internal enum OutputStyle
{
    /// <summary>To a person: a live view on a terminal, lines elsewhere.</summary>
    Normal,

    /// <summary>Nothing but the image's path, or the failure.</summary>
    Quiet,

    /// <summary>Lines, and the whole log of mkimage.sh.</summary>
    Verbose,

    /// <summary>To a program: every event as one line of JSON.</summary>
    Json,
}
