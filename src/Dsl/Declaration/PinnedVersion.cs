using System;

namespace Bivouac;

/// <summary>
/// An entry of the VERSIONS file: the scripts refer to it by its key (<c>${GO_VERSION}</c>), findings show its value.
/// Made by the generated class <c>Versions</c>.
/// </summary>
public sealed record PinnedVersion
{
    /// <summary>Creates the entry.</summary>
    /// <param name="key">The key as it stands in the file, for example <c>GO_VERSION</c>.</param>
    /// <param name="value">The value with the shell's quotes taken away.</param>
    /// <exception cref="ArgumentException">The key is no shell variable, or the value has a line break or NUL, which no VERSIONS can give.</exception>
    public PinnedVersion(string key, string value)
    {
        if (!Names.IsProfileName(key) || key[0] is >= '0' and <= '9')
            throw new ArgumentException($"'{key}' is not a key of VERSIONS; use letters, digits and underscores", nameof(key));
        if ((value ?? throw new ArgumentNullException(nameof(value))).IndexOfAny(['\n', '\r', '\0']) >= 0)
            throw new ArgumentException($"the value of {key} has a line break or NUL character; a value of VERSIONS is one line", nameof(value));
        Key = key;
        Value = value;
    }

    /// <summary>The key, for example <c>GO_VERSION</c>.</summary>
    public string Key { get; }

    /// <summary>The value, for example <c>1.23.6</c>.</summary>
    public string Value { get; }

    /// <summary>Text followed by the version; the version stays symbolic.</summary>
    /// <param name="left">The text before it.</param>
    /// <param name="right">The version.</param>
    public static ShellText operator +(string left, PinnedVersion right) => new ShellText(left) + right;

    /// <summary>The version followed by text; the version stays symbolic.</summary>
    /// <param name="left">The version.</param>
    /// <param name="right">The text behind it.</param>
    public static ShellText operator +(PinnedVersion left, string right) => new ShellText(left) + right;

    /// <summary>The value.</summary>
    public override string ToString() => Value;
}
