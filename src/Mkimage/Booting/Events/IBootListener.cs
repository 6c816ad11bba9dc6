namespace Bivouac.Mkimage.Booting.Events;

/// <summary>Is told how a boot goes on. What it shows, and how, is its own matter.</summary>
public interface IBootListener
{
    /// <summary>Something happened.</summary>
    /// <param name="happened">What; by its type.</param>
    void On(BootEvent happened);
}
