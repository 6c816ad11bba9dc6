namespace Bivouac.Model;

/// <summary>How a service runs.</summary>
public enum ServiceStart
{
    /// <summary>Once, in the background: the boot goes on at once.</summary>
    Background,

    /// <summary>Once, and the boot waits for its end, at most as long as its time limits say.</summary>
    Foreground,

    /// <summary>All the time, in the background: it is started again when it ends.</summary>
    Supervised,
}
