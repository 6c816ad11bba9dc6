using System.Globalization;

namespace Bivouac.Model;

/// <summary>A console on a serial line.</summary>
/// <param name="Port">The number N of <c>ttySN</c>.</param>
/// <param name="Baud">Bits per second.</param>
public sealed record SerialConsole(int Port, int Baud)
{
    /// <summary>The device, for example <c>ttyS0</c>.</summary>
    public string Device => "ttyS" + Port.ToString(CultureInfo.InvariantCulture);
}
