using System.Globalization;
using System.Linq;
using Bivouac.Model;
using Bivouac.Rules.Fixes;

namespace Bivouac.Rules;

/// <summary>Something that a rule found in a model.</summary>
/// <param name="Rule">The rule.</param>
/// <param name="Element">The model element, an <see cref="ElementPath"/>.</param>
/// <param name="Arguments">What the message's places are filled with.</param>
public sealed record Finding(RuleDescriptor Rule, string Element, EquatableArray<string> Arguments)
{
    /// <summary>The finding as a sentence: the fact, then what to do.</summary>
    public string Message => string.Format(CultureInfo.InvariantCulture, Rule.MessageFormat, Arguments.Cast<object>().ToArray());

    /// <summary>The mechanical repairs, the best first; empty when a person must decide.</summary>
    public EquatableArray<Fix> Fixes { get; init; }

    /// <summary>The same finding with repairs.</summary>
    /// <param name="fixes">The repairs, the best first.</param>
    internal Finding With(params Fix[] fixes) => this with { Fixes = new(fixes) };

    /// <summary>Id, element and message.</summary>
    public override string ToString() => Rule.Id + " " + Element + ": " + Message;
}
