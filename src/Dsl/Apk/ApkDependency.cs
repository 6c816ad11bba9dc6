using System;
using System.Collections.Generic;
using System.Diagnostics.CodeAnalysis;
using System.Text;

namespace Bivouac.Apk;

/// <summary>
/// One entry of /etc/apk/world or of a package's dependencies: <c>[!]name[@tag][operator version]</c> with the operators
/// <c>=</c> <c>&lt;</c> <c>&lt;=</c> <c>&gt;</c> <c>&gt;=</c> <c>~</c> (also <c>=~</c>, <c>~=</c>, <c>&lt;~</c>, <c>&gt;~</c>). The name may be
/// one that packages provide: <c>so:libz.so.1</c>, <c>cmd:mount</c>, <c>pc:zlib</c>. Entries of <c>provides</c> have the same form.
/// Read as apk-tools 2.14 reads it (package.c, apk_blob_pull_dep).
/// </summary>
public sealed record ApkDependency
{
    private static readonly char[] Comparers = ['<', '=', '>', '~'];
    private static readonly char[] Separators = [' ', '\n'];

    private ApkDependency(string name, bool isConflict, string? tag, ApkOperator op, string? version)
    {
        Name = name;
        IsConflict = isConflict;
        Tag = tag;
        Operator = op;
        Version = version;
    }

    /// <summary>The package or provided name, with <c>so:</c>, <c>cmd:</c> or <c>pc:</c> where it has one.</summary>
    public string Name { get; }

    /// <summary>Whether it was written with <c>!</c>: what matches must not be installed.</summary>
    public bool IsConflict { get; }

    /// <summary>The repository tag without the <c>@</c>; null for none. It must be defined in /etc/apk/repositories.</summary>
    public string? Tag { get; }

    /// <summary>Which comparison results are accepted.</summary>
    public ApkOperator Operator { get; }

    /// <summary>The version asked for (or, in <c>provides</c>, provided); null for none.</summary>
    public string? Version { get; }

    /// <summary>Reads one entry.</summary>
    /// <param name="text">For example <c>openssh&gt;=9.6</c>, without surrounding blanks.</param>
    /// <exception cref="FormatException">apk would not understand it.</exception>
    public static ApkDependency Parse(string text) => Read(text, out var problem) ?? throw new FormatException(problem);

    /// <summary>Reads one entry.</summary>
    /// <param name="text">For example <c>openssh&gt;=9.6</c>, without surrounding blanks.</param>
    /// <param name="dependency">The entry, null when apk would not understand <paramref name="text"/>.</param>
    /// <returns>Whether it could be read.</returns>
    public static bool TryParse(string? text, [NotNullWhen(true)] out ApkDependency? dependency)
    {
        dependency = text is null ? null : Read(text, out _);
        return dependency is not null;
    }

    /// <summary>Cuts a list of entries as apk does: at blanks and line ends only (a tab or a carriage return becomes a part of the entry).</summary>
    /// <param name="list">The content of /etc/apk/world, or a <c>D:</c> or <c>p:</c> field of an index.</param>
    public static IReadOnlyList<string> Split(string list) => list.Split(Separators, StringSplitOptions.RemoveEmptyEntries);

    /// <summary>
    /// Whether a package that has <see cref="Name"/> as its name, or provides it, is what is asked for. For a conflict the
    /// answer is turned round: it is satisfied by what does not match.
    /// </summary>
    /// <param name="version">The package's version, or the version in its <c>provides</c>; null when it provides the name without one.</param>
    /// <returns>
    /// Whether it is. A provider without a version satisfies only an entry without one. Checksums are not known here:
    /// an entry with one is satisfied by no version.
    /// </returns>
    public bool IsSatisfiedBy(string? version)
    {
        if (Operator == ApkOperator.Any) return !IsConflict;
        if (version is null || Operator == ApkOperator.Checksum) return IsConflict;
        var order = ApkVersion.Compare(version, Version!, (Operator & ApkOperator.Fuzzy) != 0);
        var result = order < 0 ? ApkOperator.Less : order > 0 ? ApkOperator.Greater : ApkOperator.Equal;
        return (Operator & result) != 0 ? !IsConflict : IsConflict;
    }

    /// <summary>The entry as apk writes it.</summary>
    public override string ToString()
    {
        var text = new StringBuilder();
        if (IsConflict) text.Append('!');
        text.Append(Name);
        if (Tag is not null) text.Append('@').Append(Tag);
        return text.Append(OperatorText).Append(Version).ToString();
    }

    private string OperatorText
    {
        get
        {
            if (Operator == ApkOperator.Checksum) return "><";
            var relation = (Operator & ApkOperator.Less) != 0 ? "<" : (Operator & ApkOperator.Greater) != 0 ? ">" : "";
            if ((Operator & ApkOperator.Fuzzy) != 0) return relation + "~";
            return (Operator & ApkOperator.Equal) != 0 ? relation + "=" : relation;
        }
    }

    private static ApkDependency? Read(string text, out string? problem)
    {
        var rest = text;
        var isConflict = rest.StartsWith("!", StringComparison.Ordinal);
        if (isConflict) rest = rest.Substring(1);

        var op = ApkOperator.Any;
        string? version = null;
        var name = rest;
        var start = rest.IndexOfAny(Comparers);
        if (start >= 0)
        {
            var end = start;
            while (end < rest.Length && Array.IndexOf(Comparers, rest[end]) >= 0) op |= OperatorOf(rest[end++]);
            name = rest.Substring(0, start);
            version = rest.Substring(end);
            if (op != ApkOperator.Checksum && !ApkVersion.IsValid(version))
            {
                problem = $"'{text}' asks for version '{version}', which apk does not understand; write for example {name}>=1.2.3-r0";
                return null;
            }
        }

        string? tag = null;
        var at = name.IndexOf('@');
        if (at >= 0)
        {
            tag = name.Substring(at + 1);
            name = name.Substring(0, at);
        }

        if (name.Length == 0 || tag?.Length == 0 || HasBlank(text))
        {
            problem = $"'{text}' is not an entry that apk understands; write name, !name, name@tag or name>=version, one entry without blanks";
            return null;
        }

        problem = null;
        return new ApkDependency(name, isConflict, tag, op, version);
    }

    private static ApkOperator OperatorOf(char c) => c switch
    {
        '<' => ApkOperator.Less,
        '>' => ApkOperator.Greater,
        '~' => ApkOperator.Fuzzy | ApkOperator.Equal,
        _ => ApkOperator.Equal,
    };

    private static bool HasBlank(string text)
    {
        foreach (var c in text)
            if (char.IsWhiteSpace(c) || char.IsControl(c))
                return true;
        return false;
    }
}
