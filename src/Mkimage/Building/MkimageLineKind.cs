namespace Bivouac.Mkimage.Building;

/// <summary>What a line of the log says.</summary>
public enum MkimageLineKind
{
    /// <summary>Output of some tool.</summary>
    Output,

    /// <summary>A profile is begun.</summary>
    Building,

    /// <summary>A section is begun.</summary>
    Section,

    /// <summary>The image is put together.</summary>
    Creating,

    /// <summary>A program around mkimage.sh tells the driver something.</summary>
    Driver,
}
