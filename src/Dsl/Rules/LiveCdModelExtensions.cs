using System;
using System.Collections.Generic;
using Bivouac.Model;
using Bivouac.Rules;

// In the namespace that every definition uses, so that Definition.Check() is there without another using.
namespace Bivouac;

/// <summary>What can be asked of a model.</summary>
public static class LiveCdModelExtensions
{
    /// <summary>What the rules find in the model: the same findings as in the IDE and in <c>dotnet run -- check</c>.</summary>
    /// <param name="model">The model.</param>
    public static IReadOnlyList<Finding> Check(this LiveCdModel model) => RuleSet.Check(model ?? throw new ArgumentNullException(nameof(model)));
}
