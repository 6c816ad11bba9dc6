using System.Collections.Generic;
using System.Linq;
using System.Text;

namespace Bivouac.Mkimage.Builders.Shell;

/// <summary>Quotes words for a shell that parses them again.</summary>
internal static class ShellWord
{
    /// <summary>
    /// Quotes a word so that every shell of the sh family takes it as it is, and fish, which reads backslashes in single quotes,
    /// too.
    /// </summary>
    /// <param name="word">The word; it holds no NUL.</param>
    public static string Quote(string word)
    {
        var quoted = new StringBuilder(word.Length + 2).Append('\'');
        foreach (var c in word)
        {
            if (c is '\'' or '\\')
                quoted.Append('\'').Append('\\').Append(c).Append('\'');
            else
                quoted.Append(c);
        }

        return quoted.Append('\'').ToString();
    }

    /// <summary>A command line.</summary>
    /// <param name="words">Its words.</param>
    public static string Line(IEnumerable<string> words) => string.Join(' ', words.Select(Quote));
}
