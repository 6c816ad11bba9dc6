using System.Globalization;

namespace Bivouac.Model;

/// <summary>A VLAN on an interface.</summary>
/// <param name="Parent">The interface below.</param>
/// <param name="Id">The VLAN's number, 1 to 4094.</param>
public sealed record VlanInterface(string Parent, int Id)
{
    /// <summary>The interface that it makes: <c>PARENT.ID</c>.</summary>
    public string Interface => Parent + "." + Id.ToString(CultureInfo.InvariantCulture);
}
