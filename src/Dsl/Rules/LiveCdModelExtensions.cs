using System;
using System.Collections.Generic;
using Bivouac.Apk;
using Bivouac.Model;
using Bivouac.Rules;
using Bivouac.Rules.Inputs;

// In the namespace that every definition uses, so that Definition.Check() is there without another using.
namespace Bivouac;

/// <summary>What can be asked of a model.</summary>
public static class LiveCdModelExtensions
{
    /// <summary>What the rules find in the model: the same findings as in the IDE and in <c>dotnet run -- check</c>.</summary>
    /// <param name="model">The model. Nothing is known of the project's files: rules about them find nothing.</param>
    public static IReadOnlyList<Finding> Check(this LiveCdModel model) => RuleSet.Check(model ?? throw new ArgumentNullException(nameof(model)));

    /// <summary>What the rules find in the model and in the files that it names.</summary>
    /// <param name="model">The model.</param>
    /// <param name="files">The project's files.</param>
    /// <param name="packages">The package indexes; default: there are none.</param>
    public static IReadOnlyList<Finding> Check(this LiveCdModel model, IProjectFiles files, PackageIndexes? packages = null) =>
        RuleSet.Check(new RuleContext(model, files, packages));
}
