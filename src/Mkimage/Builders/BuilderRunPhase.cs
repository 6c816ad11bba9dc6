namespace Bivouac.Mkimage.Builders;

/// <summary>Whether a run goes on.</summary>
public enum BuilderRunPhase
{
    /// <summary>Its processes are there.</summary>
    Running,

    /// <summary>It returned an exit code.</summary>
    Ended,

    /// <summary>It is gone and left no exit code: the machine was switched off, or its supervisor was killed.</summary>
    Lost,
}
