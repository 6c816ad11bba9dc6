using System.Collections.Generic;
using System.Globalization;
using System.Runtime.CompilerServices;
using System.Text;
using Bivouac.Mkimage.Building;

namespace Bivouac.Mkimage.Reporting.Html;

/// <summary>
/// A piece of a page. It is made from an interpolated string whose holes are encoded, so that text of a builder, a package or a
/// definition cannot become markup: only another piece goes in as it is.
/// </summary>
internal sealed class Markup
{
    private readonly string _text;

    private Markup(string text) => _text = text;

    /// <summary>Nothing.</summary>
    public static Markup None { get; } = new("");

    /// <summary>Makes a piece.</summary>
    /// <param name="text">Markup with holes for text, numbers and other pieces.</param>
    public static Markup Of(Writer text) => new(text.ToString());

    /// <summary>Takes markup of the driver's own as it is.</summary>
    /// <param name="text">A style sheet, a script; never something that was read elsewhere.</param>
    public static Markup Trusted(string text) => new(text);

    /// <summary>The markup.</summary>
    public override string ToString() => _text;

    /// <summary>Encodes text for elements and quoted attributes, of HTML as of XML.</summary>
    /// <param name="text">The text; characters that move a cursor or reorder text are taken out.</param>
    internal static string Encode(string text)
    {
        var encoded = new StringBuilder(text.Length);
        foreach (var c in LogText.Clean(text))
        {
            _ = c switch
            {
                '&' => encoded.Append("&amp;"),
                '<' => encoded.Append("&lt;"),
                '>' => encoded.Append("&gt;"),
                '"' => encoded.Append("&quot;"),
                '\'' => encoded.Append("&#39;"),
                _ => encoded.Append(c is '\uFFFE' or '\uFFFF' ? '\uFFFD' : c),
            };
        }

        return encoded.ToString();
    }

    /// <summary>Fills the holes.</summary>
    [InterpolatedStringHandler]
    internal readonly struct Writer
    {
        private readonly StringBuilder _text;

        /// <summary>Begins.</summary>
        public Writer(int literalLength, int formattedCount) => _text = new(literalLength + (formattedCount * 16));

        /// <summary>Markup.</summary>
        public void AppendLiteral(string markup) => _text.Append(markup);

        /// <summary>Text, encoded.</summary>
        public void AppendFormatted(string? text) => _text.Append(Encode(text ?? ""));

        /// <summary>A number.</summary>
        public void AppendFormatted(long number) => _text.Append(CultureInfo.InvariantCulture, $"{number}");

        /// <summary>A number with two digits behind the point.</summary>
        public void AppendFormatted(double number) => _text.Append(CultureInfo.InvariantCulture, $"{number:0.##}");

        /// <summary>Another piece.</summary>
        public void AppendFormatted(Markup piece) => _text.Append(piece);

        /// <summary>Other pieces, one after the other.</summary>
        public void AppendFormatted(IEnumerable<Markup> pieces) => _text.AppendJoin("", pieces);

        /// <inheritdoc/>
        public override string ToString() => _text.ToString();
    }
}
