using System;
using System.Collections.Generic;
using System.Globalization;
using System.Linq;
using System.Runtime.CompilerServices;
using Bivouac.Model;

namespace Bivouac;

/// <summary>
/// Text that may name entries of VERSIONS: <c>$"go{Versions.GoVersion}.tar.gz"</c> becomes <c>go${GO_VERSION}.tar.gz</c> in
/// the scripts, and <see cref="ToString"/> gives it with the values put in. Value-equal.
/// </summary>
[InterpolatedStringHandler]
public sealed class ShellText : IEquatable<ShellText>
{
    private readonly List<ShellTextPart> _parts = [];

    /// <summary>Called by the compiler for an interpolated string.</summary>
    /// <param name="literalLength">Characters of the literal parts.</param>
    /// <param name="formattedCount">How many values are put in.</param>
    public ShellText(int literalLength, int formattedCount)
    {
        _ = literalLength;
        _ = formattedCount;
    }

    /// <summary>Plain text.</summary>
    /// <param name="text">The text.</param>
    /// <exception cref="ArgumentNullException">It is null.</exception>
    public ShellText(string text) => AppendLiteral(text ?? throw new ArgumentNullException(nameof(text)));

    /// <summary>One entry of VERSIONS.</summary>
    /// <param name="version">The entry.</param>
    /// <exception cref="ArgumentNullException">It is null.</exception>
    public ShellText(PinnedVersion version) => AppendFormatted(version ?? throw new ArgumentNullException(nameof(version)));

    /// <summary>The parts in order; neighbouring literals are one part.</summary>
    public EquatableArray<ShellTextPart> Parts => new(_parts);

    /// <summary>Whether a part names an entry of VERSIONS.</summary>
    public bool IsSymbolic => _parts.Any(p => p.Key is not null);

    /// <summary>Plain text as it is.</summary>
    /// <param name="text">The text.</param>
    public static implicit operator ShellText(string text) => new(text);

    /// <summary>One entry of VERSIONS.</summary>
    /// <param name="version">The entry.</param>
    public static implicit operator ShellText(PinnedVersion version) => new(version);

    /// <summary>Text followed by text.</summary>
    /// <param name="left">The first text.</param>
    /// <param name="right">The second text.</param>
    public static ShellText operator +(ShellText left, ShellText right)
    {
        var sum = new ShellText(0, 0);
        sum.AppendFormatted(left);
        sum.AppendFormatted(right);
        return sum;
    }

    /// <summary>Whether both texts are equal part by part.</summary>
    /// <param name="left">One text.</param>
    /// <param name="right">The other text.</param>
    public static bool operator ==(ShellText? left, ShellText? right) => Equals(left, right);

    /// <summary>Whether the texts differ.</summary>
    /// <param name="left">One text.</param>
    /// <param name="right">The other text.</param>
    public static bool operator !=(ShellText? left, ShellText? right) => !Equals(left, right);

    /// <summary>Adds plain text. Called by the compiler.</summary>
    /// <param name="value">The text.</param>
    public void AppendLiteral(string value)
    {
        if (string.IsNullOrEmpty(value)) return;
        if (_parts.Count > 0 && _parts[_parts.Count - 1].Key is null)
            _parts[_parts.Count - 1] = new ShellTextPart(null, _parts[_parts.Count - 1].Value + value);
        else
            _parts.Add(new ShellTextPart(null, value));
    }

    /// <summary>Adds plain text.</summary>
    /// <param name="value">The text.</param>
    public void AppendFormatted(string value) => AppendLiteral(value);

    /// <summary>Adds a number in the invariant culture.</summary>
    /// <param name="value">The number.</param>
    public void AppendFormatted(int value) => AppendLiteral(value.ToString(CultureInfo.InvariantCulture));

    /// <summary>Adds an entry of VERSIONS by its key.</summary>
    /// <param name="value">The entry.</param>
    public void AppendFormatted(PinnedVersion value) => _parts.Add(new ShellTextPart(value.Key, value.Value));

    /// <summary>Adds another text with its keys.</summary>
    /// <param name="value">The text.</param>
    public void AppendFormatted(ShellText value)
    {
        foreach (var part in value.Parts)
        {
            if (part.Key is null) AppendLiteral(part.Value);
            else _parts.Add(part);
        }
    }

    /// <inheritdoc/>
    public bool Equals(ShellText? other) => other is not null && _parts.SequenceEqual(other._parts);

    /// <inheritdoc/>
    public override bool Equals(object? obj) => Equals(obj as ShellText);

    /// <inheritdoc/>
    public override int GetHashCode() => Parts.GetHashCode();

    /// <summary>The text with the values of VERSIONS put in.</summary>
    public override string ToString() => string.Concat(_parts.Select(p => p.Value));
}
