using System;
using System.Linq;

namespace Bivouac;

/// <summary>Checks text that is going to be bytes of a file.</summary>
internal static class Texts
{
    /// <summary>Returns the text when it has a UTF-8 form that a shell script can hold.</summary>
    /// <exception cref="ArgumentException">It has a NUL or half a surrogate pair.</exception>
    public static string Check(string text, string parameter)
    {
        if (text is null) throw new ArgumentNullException(parameter);
        for (var i = 0; i < text.Length; i++)
        {
            if (text[i] == '\0')
                throw new ArgumentException("the text holds a NUL character, which no shell script can carry; put it into a file of the project and declare that", parameter);
            if (char.IsHighSurrogate(text[i]) && i + 1 < text.Length && char.IsLowSurrogate(text[i + 1])) i++;
            else if (char.IsSurrogate(text[i]))
                throw new ArgumentException("the text holds half a surrogate pair, which has no UTF-8 form", parameter);
        }

        return text;
    }

    /// <summary>Returns the text when every part of it passes <see cref="Check(string, string)"/>.</summary>
    public static ShellText Check(ShellText text, string parameter)
    {
        if (text is null) throw new ArgumentNullException(parameter);
        foreach (var part in text.Parts) Check(part.Value, parameter);
        return text;
    }

    /// <summary>Returns text that is put in single quotes in a file of the image: what VERSIONS gives is put in when the overlay is made, as it is.</summary>
    /// <exception cref="ArgumentException">An entry of VERSIONS has a single quote.</exception>
    public static ShellText CheckQuoted(ShellText text, string parameter)
    {
        if (text.Parts.Any(p => p.Key is not null && p.Value.IndexOf('\'') >= 0))
            throw new ArgumentException("a version with a single quote cannot stand in a quoted text of the image; take the quote out of VERSIONS", parameter);
        return text;
    }

    /// <summary>Returns text of the profile's script when mkimage.sh, which finds profiles and sections by their lines, finds none in it.</summary>
    /// <exception cref="ArgumentException">It has a line such as <c>section_x() {</c>.</exception>
    public static ShellText CheckProfileLines(ShellText text, string parameter)
    {
        var script = string.Concat(text.Parts.Select(p => p.Key is null ? p.Value : "${" + p.Key + "}"));
        foreach (var line in script.Split('\n'))
        {
            if ((line.StartsWith("profile_", StringComparison.Ordinal) || line.StartsWith("section_", StringComparison.Ordinal)) && line.EndsWith("() {", StringComparison.Ordinal))
                throw new ArgumentException($"mkimage.sh would take the line '{line}' for a function of every profile; put a space before it", parameter);
        }

        return text;
    }

    /// <summary>Returns the text when it is one line.</summary>
    /// <exception cref="ArgumentException">It has a line break or another control character.</exception>
    public static ShellText CheckLine(ShellText text, string parameter)
    {
        Check(text, parameter);
        foreach (var c in text.ToString())
            if (c < ' ' || c == '\x7f') throw new ArgumentException("the text has a line break or another control character; it must be one line", parameter);
        return text;
    }
}
