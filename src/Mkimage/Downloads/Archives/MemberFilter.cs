using System;
using System.Collections.Generic;
using System.Linq;
using System.Text;
using System.Text.RegularExpressions;

namespace Bivouac.Mkimage.Downloads.Archives;

/// <summary>Chooses members by globs, and remembers which globs have chosen any.</summary>
/// <param name="globs">The globs; none choose all.</param>
internal sealed class MemberFilter(IReadOnlyList<string> globs)
{
    private readonly Regex[] expressions = [.. globs.Select(Expression)];
    private readonly bool[] used = new bool[globs.Count];

    /// <summary>The globs that have chosen nothing yet.</summary>
    public IEnumerable<string> Unused => globs.Where((_, i) => !used[i]);

    /// <summary>Whether a member is wanted.</summary>
    /// <param name="name">Its whole name, without a leading <c>./</c>.</param>
    public bool Takes(string name)
    {
        var takes = expressions.Length == 0;
        for (var i = 0; i < expressions.Length; i++)
        {
            if (expressions[i].IsMatch(name))
                takes = used[i] = true;
        }

        return takes;
    }

    private static Regex Expression(string glob)
    {
        var text = new StringBuilder("^");
        var plain = glob.Trim('/');
        if (plain.StartsWith("./", StringComparison.Ordinal))
            plain = plain[2..];
        for (var i = 0; i < plain.Length; i++)
        {
            switch (plain[i])
            {
                case '*' when i + 2 < plain.Length && plain[i + 1] == '*' && plain[i + 2] == '/':
                    text.Append("(.*/)?");
                    i += 2;
                    break;
                case '*' when i + 1 < plain.Length && plain[i + 1] == '*':
                    text.Append(".*");
                    i++;
                    break;
                case '*':
                    text.Append("[^/]*");
                    break;
                case '?':
                    text.Append("[^/]");
                    break;
                default:
                    text.Append(Regex.Escape(plain[i].ToString()));
                    break;
            }
        }

        return new Regex(text.Append("(/.*)?$").ToString(), RegexOptions.CultureInvariant | RegexOptions.NonBacktracking | RegexOptions.Singleline);
    }
}
