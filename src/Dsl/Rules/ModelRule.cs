using System.Collections.Generic;

namespace Bivouac.Rules;

/// <summary>What rules share: the descriptor and the making of findings.</summary>
internal abstract class ModelRule(string id, string title, string messageFormat, string category, Severity severity) : IRule
{
    /// <inheritdoc/>
    public RuleDescriptor Descriptor { get; } = new(id, title, messageFormat, category, severity);

    /// <inheritdoc/>
    public abstract IEnumerable<Finding> Check(RuleContext context);

    /// <summary>A finding of this rule.</summary>
    protected Finding At(string element, params string[] arguments) => new(Descriptor, element, new(arguments));
}
