using System.Globalization;
using System.Linq;
using System.Text;

namespace Bivouac.Scripts;

/// <summary>The one place that makes shell words out of text.</summary>
internal static class ShellQuote
{
    /// <summary>One shell word: in single quotes unless it is plain, in double quotes when it names entries of VERSIONS.</summary>
    public static string Word(ShellText text)
    {
        if (text.IsSymbolic) return Double(text);
        var value = text.ToString();
        return value.Length > 0 && value.All(IsPlain) ? value : "'" + value.Replace("'", "'\\''") + "'";
    }

    /// <summary>One shell word in double quotes, as the value of a variable is usually written.</summary>
    public static string Double(ShellText text) => "\"" + Expandable(text, escapeQuotes: true) + "\"";

    /// <summary>
    /// A here-document's redirection and body, or null when the text cannot be one: it must end with a line break, an entry of VERSIONS may be empty, and
    /// a delimiter is needed that no line resembles.
    /// </summary>
    public static (string Redirection, string Body)? HereDocument(ShellText text)
    {
        var parts = text.Parts;
        if (parts.Count == 0 || parts[parts.Count - 1] is not { Key: null, Value: var end } || end[end.Length - 1] != '\n') return null;
        var value = text.ToString();
        if (Delimiter(value.Split('\n')) is not { } delimiter) return null;
        return text.IsSymbolic
            ? ("<<" + delimiter, Expandable(text, escapeQuotes: false) + delimiter + "\n")
            : ("<<'" + delimiter + "'", value + delimiter + "\n");
    }

    private static string? Delimiter(string[] lines)
    {
        foreach (var stem in (string[])["EOF", "_EOF", "THE_END"])
        {
            // One line rules out one of them, or all that begin alike.
            for (var i = 0; i <= lines.Length; i++)
            {
                var delimiter = i == 0 ? stem : stem + i.ToString(CultureInfo.InvariantCulture);
                if (!lines.Any(l => l == delimiter || LosesCharacter(l, delimiter))) return delimiter;
            }
        }

        return null;
    }

    /// <summary>
    /// Whether dash loses a byte of the line while it looks for the delimiter: the first one that differs, when that is no ASCII (seen with 0.5.12).
    /// </summary>
    private static bool LosesCharacter(string line, string delimiter)
    {
        var same = 0;
        while (same < line.Length && same < delimiter.Length && line[same] == delimiter[same]) same++;
        return same > 0 && same < line.Length && line[same] >= 0x80;
    }

    private static string Expandable(ShellText text, bool escapeQuotes)
    {
        var result = new StringBuilder();
        foreach (var part in text.Parts)
        {
            if (part.Key is not null)
            {
                result.Append("${").Append(part.Key).Append('}');
                continue;
            }

            foreach (var c in part.Value)
            {
                if (c is '\\' or '$' or '`' || (c == '"' && escapeQuotes)) result.Append('\\');
                result.Append(c);
            }
        }

        return result.ToString();
    }

    private static bool IsPlain(char c) =>
        c is (>= 'a' and <= 'z') or (>= 'A' and <= 'Z') or (>= '0' and <= '9') or '_' or '-' or '.' or '/' or ':' or '+' or ',' or '@' or '%';
}
