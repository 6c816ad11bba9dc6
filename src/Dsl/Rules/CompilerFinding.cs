using System;
using System.Linq;
using Bivouac.Model;

namespace Bivouac.Rules;

/// <summary>A finding about the C# of a definition that compiles: only the compiler could see it.</summary>
/// <param name="RuleId">The rule.</param>
/// <param name="Place">Where it stands, as <c>FILE|LINE|COLUMN</c>.</param>
/// <param name="Arguments">What the rule's message is filled with.</param>
internal sealed record CompilerFinding(string RuleId, string Place, EquatableArray<string> Arguments)
{
    /// <summary>As generated code holds it: the fields by tabs.</summary>
    public override string ToString() => string.Join("\t", new[] { RuleId, Place }.Concat(Arguments));

    /// <summary>Reads what <see cref="ToString"/> wrote.</summary>
    /// <exception cref="FormatException">The text is not that.</exception>
    public static CompilerFinding Parse(string text)
    {
        var fields = text.Split('\t');
        return fields.Length >= 2 ? new(fields[0], fields[1], new(fields.Skip(2))) : throw new FormatException("a finding of the compiler has no place: " + text);
    }
}
