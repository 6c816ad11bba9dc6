using System;
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

    /// <summary>A here-document's redirection and body, or null when the text cannot be one: it must end with a line break, and an entry of VERSIONS may be empty.</summary>
    public static (string Redirection, string Body)? HereDocument(ShellText text)
    {
        var parts = text.Parts;
        if (parts.Count == 0 || parts[parts.Count - 1] is not { Key: null, Value: var end } || end[end.Length - 1] != '\n') return null;
        var value = text.ToString();
        var lines = value.Split('\n');
        var delimiter = "EOF";
        for (var i = 1; lines.Contains(delimiter, StringComparer.Ordinal); i++) delimiter = "EOF" + i.ToString(System.Globalization.CultureInfo.InvariantCulture);
        return text.IsSymbolic
            ? ("<<" + delimiter, Expandable(text, escapeQuotes: false) + delimiter + "\n")
            : ("<<'" + delimiter + "'", value + delimiter + "\n");
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
