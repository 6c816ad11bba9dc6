using System.Text;

namespace Bivouac.Versioning;

/// <summary>The right side of an assignment, read as a POSIX shell reads it.</summary>
internal readonly record struct ShellValue(string Text, string? Problem)
{
    /// <summary>Reads the value; whatever a shell would run, expand or continue on the next line is a problem.</summary>
    public static ShellValue Parse(string source)
    {
        if (source.IndexOf('\0') >= 0) return Bad("it holds a NUL character, which the shell drops");
        var text = new StringBuilder();
        var i = 0;
        while (i < source.Length)
        {
            var c = source[i];
            switch (c)
            {
                case '\'':
                    var end = source.IndexOf('\'', i + 1);
                    if (end < 0) return Bad("a single quote is not closed on its line");
                    text.Append(source, i + 1, end - i - 1);
                    i = end + 1;
                    break;
                case '"':
                    i++;
                    while (true)
                    {
                        if (i >= source.Length) return Bad("a double quote is not closed on its line");
                        if (source[i] == '"') break;
                        if (source[i] is '$' or '`') return Bad("'" + source[i] + "' in double quotes would expand something");
                        if (source[i] == '\\' && i + 1 >= source.Length) return Bad("a double quote is not closed on its line");
                        if (source[i] == '\\' && source[i + 1] is '"' or '\\' or '$' or '`') i++;
                        text.Append(source[i++]);
                    }

                    i++;
                    break;
                case '\\':
                    if (i + 1 >= source.Length) return Bad("a backslash at the end continues the line");
                    text.Append(source[i + 1]);
                    i += 2;
                    break;
                case ' ' or '\t':
                    var rest = source.Substring(i).TrimStart(' ', '\t');
                    if (rest.Length == 0 || rest[0] == '#') return new(text.ToString(), null);
                    return Bad("what follows the white space would be run as a command");
                case '$' or '`' or ';' or '&' or '|' or '<' or '>' or '(' or ')':
                    return Bad("'" + c + "' would expand or run something");
                case '~' when i == 0 || source[i - 1] == ':':
                    return Bad("'~' would expand to a home folder");
                default:
                    if (c < ' ' || c == '\x7f') return Bad("it holds a control character");
                    text.Append(c);
                    i++;
                    break;
            }
        }

        return new(text.ToString(), null);
    }

    private static ShellValue Bad(string problem) => new("", problem);
}
