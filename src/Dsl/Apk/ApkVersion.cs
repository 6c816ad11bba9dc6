using System;
using System.Diagnostics.CodeAnalysis;

namespace Bivouac.Apk;

/// <summary>
/// A version of a package, <c>digits{.digits}{letter}{_suffix{digits}}{~hash}{-rN}</c>, ordered exactly as apk-tools 2.14
/// orders it (version.c; <c>apk version -t A B</c> prints the same). The part <c>~hash</c> is of apk 3: apk 2.14
/// calls such a version invalid, see <see cref="HasCommitHash"/>.
/// </summary>
public sealed class ApkVersion : IComparable<ApkVersion>, IEquatable<ApkVersion>
{
    private ApkVersion(string text) => Text = text;

    /// <summary>The version as it was written.</summary>
    public string Text { get; }

    /// <summary>Whether it names a commit (<c>1.2~5d3ad1b-r0</c>), which only apk 3 and later understand.</summary>
    public bool HasCommitHash => Text.IndexOf('~') >= 0;

    /// <summary>Whether <paramref name="text"/> is a version for apk. Null and empty are not (apk itself lets the empty one pass).</summary>
    /// <param name="text">The text to look at.</param>
    public static bool IsValid([NotNullWhen(true)] string? text)
    {
        if (string.IsNullOrEmpty(text)) return false;
        var reader = new ApkVersionReader(text!);
        while (reader.Token is not (ApkVersionToken.End or ApkVersionToken.Invalid)) reader.Read();
        return reader.Token == ApkVersionToken.End;
    }

    /// <summary>Reads a version.</summary>
    /// <param name="text">For example <c>6.6.14-r0</c>.</param>
    /// <param name="version">The version, null when <paramref name="text"/> is none.</param>
    /// <returns>Whether it is one.</returns>
    public static bool TryParse(string? text, [NotNullWhen(true)] out ApkVersion? version)
    {
        version = IsValid(text) ? new ApkVersion(text!) : null;
        return version is not null;
    }

    /// <summary>Reads a version.</summary>
    /// <param name="text">For example <c>6.6.14-r0</c>.</param>
    /// <exception cref="FormatException">It is not a version for apk.</exception>
    public static ApkVersion Parse(string text) => TryParse(text, out var version)
        ? version
        : throw new FormatException($"'{text}' is not a version that apk understands; write digits, then .digits, a letter, _suffixN and -rN, for example 1.2.3_rc1-r0");

    /// <summary>Compares two version texts as apk does, also when they are not valid: up to where they can be read.</summary>
    /// <param name="left">The first version.</param>
    /// <param name="right">The second version.</param>
    /// <returns>Negative when <paramref name="left"/> is older, zero when equal, positive when newer.</returns>
    public static int Compare(string left, string right) => Compare(left, right, fuzzy: false);

    /// <summary>
    /// As <see cref="Compare(string, string)"/>; when <paramref name="fuzzy"/>, a version that is the beginning of the
    /// other counts as equal. That holds in both directions in apk 2.14: 1.2 satisfies ~1.2.3 as well.
    /// </summary>
    internal static int Compare(string left, string right, bool fuzzy)
    {
        var a = new ApkVersionReader(left);
        var b = new ApkVersionReader(right);
        long av = 0, bv = 0;
        while (a.Token == b.Token && a.Token is not (ApkVersionToken.End or ApkVersionToken.Invalid) && av == bv)
        {
            av = a.Read();
            bv = b.Read();
            var hashes = string.CompareOrdinal(a.Hash, b.Hash);
            if (hashes != 0 && a.Hash.Length > 0 && b.Hash.Length > 0) return hashes < 0 ? -1 : 1;
        }

        if (av != bv) return av < bv ? -1 : 1;
        if (a.Token == b.Token || fuzzy) return 0;

        // The versions are equal so far and one goes on: it is the newer one, unless it goes on with a pre-release suffix.
        var at = a.Token;
        var bt = b.Token;
        if (at == ApkVersionToken.Suffix && a.Read() < 0) return -1;
        if (bt == ApkVersionToken.Suffix && b.Read() < 0) return 1;
        return at > bt ? -1 : 1;
    }

    /// <summary>Compares as apk does.</summary>
    /// <param name="other">The other version; null is older than any.</param>
    /// <returns>Negative when this is older, zero when equal, positive when newer.</returns>
    public int CompareTo(ApkVersion? other) => other is null ? 1 : Compare(Text, other.Text);

    /// <summary>Whether both are written alike. Versions that apk calls equal may be written differently (1-r and 1-r0): ask <see cref="CompareTo"/>.</summary>
    /// <param name="other">The other version.</param>
    public bool Equals(ApkVersion? other) => other is not null && string.Equals(Text, other.Text, StringComparison.Ordinal);

    /// <inheritdoc/>
    public override bool Equals(object? obj) => Equals(obj as ApkVersion);

    /// <inheritdoc/>
    public override int GetHashCode() => StringComparer.Ordinal.GetHashCode(Text);

    /// <summary>The version as it was written.</summary>
    public override string ToString() => Text;
}
