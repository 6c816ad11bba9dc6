using System.Text.RegularExpressions;

namespace Bivouac.Mkimage.Building;

/// <summary>A line of mkimage's own messages.</summary>
/// <param name="Kind">What it says.</param>
/// <param name="Text">The rest of it: a section with its arguments, a profile, a file.</param>
public readonly partial record struct MkimageLine(MkimageLineKind Kind, string Text)
{
    private const string DriverPrefix = ">>> bivouac: ";

    /// <summary>Reads a line; the colour codes that abuild adds are passed over.</summary>
    /// <param name="line">A line of the log.</param>
    public static MkimageLine Parse(string line)
    {
        if (line.StartsWith(DriverPrefix, System.StringComparison.Ordinal)) return new(MkimageLineKind.Driver, line[DriverPrefix.Length..]);
        var match = Message().Match(Colour().Replace(line, ""));
        if (!match.Success) return new(MkimageLineKind.Output, line);
        var text = match.Groups["text"].Value;
        if (text.StartsWith("--> ", System.StringComparison.Ordinal)) return new(MkimageLineKind.Section, text[4..]);
        if (text.StartsWith("Building ", System.StringComparison.Ordinal)) return new(MkimageLineKind.Building, text[9..]);
        return text.StartsWith("Creating ", System.StringComparison.Ordinal)
            ? new(MkimageLineKind.Creating, text[9..])
            : new(MkimageLineKind.Output, text);
    }

    [GeneratedRegex(@"^>>> mkimage(?:-\S+)?: (?<text>.*)$")]
    private static partial Regex Message();

    [GeneratedRegex(@"\x1b\[[0-9;]*m|\x1b\(B")]
    private static partial Regex Colour();
}
