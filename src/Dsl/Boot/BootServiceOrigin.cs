namespace Bivouac.Boot;

/// <summary>Where an init script comes from.</summary>
public enum BootServiceOrigin
{
    /// <summary>A package.</summary>
    Package,

    /// <summary>The overlay's own files.</summary>
    Overlay,

    /// <summary>The definition: <c>.Service(...)</c>, <c>.Network(...)</c>, accounts.</summary>
    Definition,

    /// <summary>Nothing that is known brings it.</summary>
    Missing,
}
