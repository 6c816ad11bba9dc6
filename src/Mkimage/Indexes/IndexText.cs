using System.Collections.Generic;
using System.Linq;
using System.Text;
using Bivouac.Apk;
using Bivouac.Mkimage.Image.Packages;

namespace Bivouac.Mkimage.Indexes;

/// <summary>Writes an index as text with the fields that rules read: <c>P</c>, <c>V</c>, <c>A</c>, <c>D</c> and <c>p</c>.</summary>
internal static class IndexText
{
    /// <summary>The packages by their names, so that a new index differs from an old one where packages do.</summary>
    public static string Print(ApkIndex index)
    {
        var text = new StringBuilder();
        foreach (var package in index.Packages)
        {
            Field(text, 'P', package.Name);
            Field(text, 'V', package.Version);
            Field(text, 'A', package.Architecture);
            Field(text, 'D', Words(package.Dependencies));
            Field(text, 'p', Words(package.Provides));
            text.Append('\n');
        }

        return text.ToString();
    }

    private static string Words(IEnumerable<ApkDependency> entries) => string.Join(' ', entries.Select(e => e.ToString()));

    private static void Field(StringBuilder text, char letter, string value)
    {
        if (value.Length > 0) text.Append(letter).Append(':').Append(value).Append('\n');
    }
}
