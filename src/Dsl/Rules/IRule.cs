using System.Collections.Generic;

namespace Bivouac.Rules;

/// <summary>A rule: a pure function from what is declared to findings. Who shows them is not its business.</summary>
public interface IRule
{
    /// <summary>What is fixed about the rule.</summary>
    RuleDescriptor Descriptor { get; }

    /// <summary>What it finds, in the order of the model's elements.</summary>
    /// <param name="context">The model, and what is known of the project around it.</param>
    IEnumerable<Finding> Check(RuleContext context);
}
