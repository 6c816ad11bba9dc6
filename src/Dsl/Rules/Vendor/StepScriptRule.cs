using System.Collections.Generic;
using Bivouac.Model;
using Bivouac.Rules.Inputs;

namespace Bivouac.Rules.Vendor;

/// <summary>BIV0703: a build step has no script, or what it takes from the project is not there.</summary>
internal sealed class StepScriptRule() : ModelRule(
    "BIV0703",
    "Build step without its files",
    "{0}, so the build step '{1}' would fail; {2}",
    VendorCategory.Name,
    Severity.Error)
{
    /// <inheritdoc/>
    public override IEnumerable<Finding> Check(RuleContext context)
    {
        for (var i = 0; i < context.Model.BuildSteps.Count; i++)
        {
            var step = context.Model.BuildSteps[i];
            var element = ElementPath.Of(ElementPath.BuildSteps, i);
            if (step.Script is not { } script) yield return At(element, "no script is declared", step.Name, "name one of the project's with .Script(\"...\")");
            else if (context.Files.Find(script) is ProjectEntry.Missing) yield return At(element + ".Script", "there is no file '" + script + "' in the project", step.Name, "correct the name, or add it");
            else if (context.Files.Find(script) is ProjectEntry.Folder) yield return At(element + ".Script", "'" + script + "' is a folder", step.Name, "name the script in it, and the folder with .Inputs(...)");
            for (var n = 0; n < step.Inputs.Count; n++)
                if (context.Files.Find(step.Inputs[n]) is ProjectEntry.Missing)
                    yield return At(ElementPath.Of(element + ".Inputs", n), "there is no '" + step.Inputs[n] + "' in the project", step.Name, "correct the name, or add it");
        }
    }
}
