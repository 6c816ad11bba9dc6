using Bivouac.Mkimage.Building.Events;

namespace Bivouac.Mkimage.Building;

/// <summary>Is told how a build goes on. What it shows, and how, is its own matter.</summary>
public interface IBuildListener
{
    /// <summary>Something happened.</summary>
    /// <param name="happened">What; by its type.</param>
    void On(BuildEvent happened);
}
