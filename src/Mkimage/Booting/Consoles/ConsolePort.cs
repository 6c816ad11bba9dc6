using System.Linq;
using System.Text.RegularExpressions;
using Bivouac.Model;

namespace Bivouac.Mkimage.Booting.Consoles;

/// <summary>The serial port on which an image has its console.</summary>
internal static partial class ConsolePort
{
    /// <summary>The number N of <c>ttySN</c>; null when nothing of the definition puts a console on a serial line.</summary>
    /// <param name="model">The image.</param>
    public static int? Of(LiveCdModel model)
    {
        if (model.SerialConsole is { } console) return console.Port;
        var byHand = model.CommandLine.Parameters.Select(p => Parameter().Match(p.ToString())).LastOrDefault(m => m.Success);
        if (byHand is not null) return byHand.Groups[1].Value[0] - '0';

        // A profile of Alpine's, such as virt, may say it where nobody sees it here.
        return model.Base is null ? null : 0;
    }

    [GeneratedRegex(@"(?:\A|\s)console=ttyS([0-3])(?![0-9])", RegexOptions.CultureInvariant)]
    private static partial Regex Parameter();
}
