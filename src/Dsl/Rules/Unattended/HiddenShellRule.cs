using System;
using System.Collections.Generic;
using System.Linq;
using Bivouac.Model;
using Bivouac.Rules.Inputs;

namespace Bivouac.Rules.Unattended;

/// <summary>BIV0820: shell text that is written as a typed command, so nobody says why it must be shell.</summary>
internal sealed class HiddenShellRule() : ModelRule(
    "BIV0820",
    "Shell text as an argument",
    "the service '{0}' gives '{1}' a shell text as an argument; say it with .Shell(text, reason), or with typed commands",
    UnattendedCategory.Name,
    Severity.Info)
{
    private static readonly HashSet<string> Shells = new(["sh", "ash", "bash", "dash", "zsh"], StringComparer.Ordinal);

    /// <inheritdoc/>
    public override IEnumerable<Finding> Check(RuleContext context)
    {
        for (var i = 0; i < context.Model.DeclaredServices.Count; i++)
        {
            var service = context.Model.DeclaredServices[i];
            for (var s = 0; s < service.Steps.Count; s++)
            {
                var element = ElementPath.Of(ElementPath.Of(ElementPath.DeclaredServices, i, "Steps"), s);
                if (context.BootTexts.FirstOrDefault(t => t.Kind == BootTextKind.Program && t.Element == element) is { } text && Shells.Contains(text.Commands[0].Name) && text.Commands[0].Has('c'))
                    yield return At(element, service.Name, ((ServiceCommand)service.Steps[s]).Program);
            }
        }
    }
}
