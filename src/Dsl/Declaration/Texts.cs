using System;

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
        Check(text.ToString(), parameter);
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
