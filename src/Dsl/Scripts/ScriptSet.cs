using System.Collections.Generic;
using Bivouac.Model;

namespace Bivouac.Scripts;

/// <summary>Prints the two scripts of an image. The same model gives the same bytes.</summary>
public static class ScriptSet
{
    /// <summary>The line of the overlay script that staging fills in, without its value.</summary>
    public const string StampVariable = "content_sha256";

    /// <summary>What stands there before staging.</summary>
    public const string Unstamped = "unstamped";

    /// <summary>The folder beside the scripts in which staging puts the files of the project.</summary>
    public const string FilesFolder = "files";

    /// <summary>The folder beside the scripts in which the driver puts downloads that go into the overlay as they are, each under its name.</summary>
    public const string DownloadsFolder = "downloads";

    /// <summary>The folder beside the scripts in which the driver unpacks downloads: a folder each, <see cref="OverlayLayout.UnpackedName"/>.</summary>
    public const string UnpackedFolder = "unpacked";

    /// <summary>The folder beside the scripts in which the driver puts the outputs of build steps: a folder each, under its name.</summary>
    public const string StepsFolder = "steps";

    /// <summary><c>mkimg.NAME.sh</c>: the profile.</summary>
    /// <param name="name">The profile's name.</param>
    public static string ProfileFileName(string name) => "mkimg." + name + ".sh";

    /// <summary><c>genapkovl-NAME.sh</c>: makes the overlay.</summary>
    /// <param name="name">The profile's name.</param>
    public static string OverlayFileName(string name) => "genapkovl-" + name + ".sh";

    /// <summary>Prints the scripts: the profile first, then the overlay script.</summary>
    /// <param name="model">The image.</param>
    public static IReadOnlyList<ScriptFile> Print(LiveCdModel model) =>
    [
        new(ProfileFileName(model.Name), ProfileScript.Print(model)),
        new(OverlayFileName(model.Name), OverlayScript.Print(model)),
    ];

    /// <summary>The overlay script with the hash of everything that the overlay is made from.</summary>
    /// <param name="overlayScript">The script as printed.</param>
    /// <param name="contentSha256">The hash, 64 hexadecimal digits in lower case.</param>
    /// <exception cref="System.ArgumentException">The text is no overlay script, or is stamped already.</exception>
    public static string Stamp(string overlayScript, string contentSha256)
    {
        // Only the first one: a file of the overlay may have such a line as well.
        const string Line = "\n" + StampVariable + "=" + Unstamped + "\n";
        var at = overlayScript.IndexOf(Line, System.StringComparison.Ordinal);
        if (at < 0) throw new System.ArgumentException("the text has no line '" + Line.Trim() + "'; give the overlay script as it was printed", nameof(overlayScript));
        return overlayScript.Substring(0, at) + "\n" + StampVariable + "=" + contentSha256 + overlayScript.Substring(at + Line.Length - 1);
    }
}
