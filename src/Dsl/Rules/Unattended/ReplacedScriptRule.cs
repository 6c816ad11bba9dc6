using System.Collections.Generic;
using Bivouac.Model;

namespace Bivouac.Rules.Unattended;

/// <summary>BIV0818: a service of the definition has the name of one that a package brings, and takes its place.</summary>
internal sealed class ReplacedScriptRule() : ModelRule(
    "BIV0818",
    "Init script of a package replaced",
    "the service '{0}' takes the place of the init script of the same name in the package {1}, so what that one starts does not run; give it another name{2}",
    UnattendedCategory.Name,
    Severity.Warning)
{
    /// <inheritdoc/>
    public override IEnumerable<Finding> Check(RuleContext context)
    {
        for (var i = 0; i < context.Model.DeclaredServices.Count; i++)
        {
            var name = context.Model.DeclaredServices[i].Name;
            if (context.Services.PackageOf(name) is not { } package) continue;
            var typed = name switch
            {
                "sshd" or "dropbear" => ", or declare .Ssh(...)",
                "networking" => ", or declare .Network(...)",
                "hostname" => ", or declare .Hostname(...)",
                "watchdog" => ", or declare .Watchdog(...)",
                "rngd" or "haveged" => ", or declare .Entropy()",
                "ntpd" => ", or declare .Ntp(...)",
                "local" => ", or declare .LocalD(...)",
                _ => "",
            };
            yield return At(ElementPath.Of(ElementPath.DeclaredServices, i), name, package, typed);
        }
    }
}
