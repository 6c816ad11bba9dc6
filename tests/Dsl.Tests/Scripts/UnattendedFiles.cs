using System.Linq;
using Bivouac.Dsl.Tests.Declaration;
using Bivouac.Model;
using Bivouac.Scripts;

namespace Bivouac.Dsl.Tests.Scripts;

/// <summary>The files in the overlay of an image with all that is declared to run with nobody there.</summary>
internal static class UnattendedFiles
{
    /// <summary>The image.</summary>
    public static readonly LiveCdModel Unattended = Samples.System();

    /// <summary>A file of it.</summary>
    public static OverlayText Entry(string path) => Entry(Unattended, path);

    /// <summary>A file of an image.</summary>
    public static OverlayText Entry(LiveCdModel model, string path) => OverlayLayout.Of(model).OfType<OverlayText>().Single(e => e.Path == path);

    /// <summary>What a file of it says.</summary>
    public static string Text(string path) => Text(Unattended, path);

    /// <summary>What a file of an image says.</summary>
    public static string Text(LiveCdModel model, string path) => Entry(model, path).Content.ToString();
}
