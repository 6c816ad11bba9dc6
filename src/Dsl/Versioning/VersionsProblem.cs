using Bivouac.Model;
using Bivouac.Rules;

namespace Bivouac.Versioning;

/// <summary>Something wrong in the VERSIONS file.</summary>
/// <param name="Rule">The rule that says so.</param>
/// <param name="Line">The line, from 1.</param>
/// <param name="Arguments">What the message's places are filled with.</param>
public sealed record VersionsProblem(RuleDescriptor Rule, int Line, EquatableArray<string> Arguments)
{
    /// <summary>The problem as a sentence.</summary>
    public string Message => new Finding(Rule, ElementPath.Definition, Arguments).Message;
}
