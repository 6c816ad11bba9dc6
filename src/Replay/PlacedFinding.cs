using System.Globalization;
using System.Linq;
using Bivouac.Model;
using Bivouac.Rules;
using Bivouac.Rules.Fixes;

namespace Bivouac.Replay;

/// <summary>Something found in the source of a definition.</summary>
internal sealed record PlacedFinding(RuleDescriptor Rule, Place Place, EquatableArray<string> Arguments)
{
    /// <summary>The mechanical repairs, the best first.</summary>
    public EquatableArray<Fix> Fixes { get; init; }

    /// <summary>The finding as a sentence.</summary>
    public string Message => string.Format(CultureInfo.InvariantCulture, Rule.MessageFormat, Arguments.Cast<object>().ToArray());

    /// <summary>Id, place and message.</summary>
    public override string ToString() => Rule.Id + " " + Place.FilePath + Place.Lines + ": " + Message;
}
