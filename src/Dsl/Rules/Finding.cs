using System.Globalization;
using System.Linq;
using Bivouac.Model;

namespace Bivouac.Rules;

/// <summary>Something that a rule found in a model.</summary>
/// <param name="Rule">The rule.</param>
/// <param name="Element">The model element, an <see cref="ElementPath"/>.</param>
/// <param name="Arguments">What the message's places are filled with.</param>
public sealed record Finding(RuleDescriptor Rule, string Element, EquatableArray<string> Arguments)
{
    /// <summary>The finding as a sentence: the fact, then what to do.</summary>
    public string Message => string.Format(CultureInfo.InvariantCulture, Rule.MessageFormat, Arguments.Cast<object>().ToArray());

    /// <summary>Id, element and message.</summary>
    public override string ToString() => Rule.Id + " " + Element + ": " + Message;
}
