using System.Collections.Generic;
using Bivouac.Model;

namespace Bivouac.Rules;

/// <summary>A rule: a pure function from a model to findings. Who shows them is not its business.</summary>
public interface IRule
{
    /// <summary>What is fixed about the rule.</summary>
    RuleDescriptor Descriptor { get; }

    /// <summary>What it finds in a model, in the order of the model's elements.</summary>
    /// <param name="model">The model.</param>
    IEnumerable<Finding> Check(LiveCdModel model);
}
