namespace Bivouac.Mkimage.Processes;

/// <summary>How a process group is told to end.</summary>
public enum GroupSignal
{
    /// <summary>SIGTERM: end, and clean up.</summary>
    Terminate,

    /// <summary>SIGKILL: cannot be refused.</summary>
    Kill,
}
