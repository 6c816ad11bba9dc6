using System;
using System.Collections.Generic;
using System.Linq;
using System.Text.RegularExpressions;
using Bivouac.Model;
using Bivouac.Rules.Fixes;
using Bivouac.Rules.Overlay;

namespace Bivouac.Rules.Unattended;

/// <summary>BIV0821: something is declared that does nothing as it stands.</summary>
internal sealed class NoEffectRule() : ModelRule(
    "BIV0821",
    "Declaration without effect",
    "{0}; {1}",
    UnattendedCategory.Name,
    Severity.Warning)
{
    private const string DropIns = "/etc/ssh/sshd_config.d";

    private static readonly Regex Bond = new(@"\Abond[0-9]+\z", RegexOptions.CultureInvariant);

    private static readonly Regex Vlan = new(@"\A(?<parent>[a-z][\w-]*)\.(?<id>[0-9]{1,4})\z", RegexOptions.CultureInvariant);

    /// <summary>Folders of every Alpine, which no log can be.</summary>
    private static readonly HashSet<string> Folders = new(["/", "/etc", "/home", "/root", "/run", "/tmp", "/var", "/var/log", "/var/tmp"], StringComparer.Ordinal);

    /// <inheritdoc/>
    public override IEnumerable<Finding> Check(RuleContext context) =>
        (context.Model.Network is { } network ? OfNetwork(network) : []).Concat(OfServices(context)).Concat(OfSsh(context));

    private IEnumerable<Finding> OfNetwork(NetworkDeclaration network)
    {
        for (var i = 0; i < network.Addresses.Count; i++)
        {
            var name = network.Addresses[i].Interface;
            if (network.Vlans.Any(v => v.Interface == name) || network.Bonds.Any(b => b.Interface == name)) continue;
            var element = ElementPath.Of(ElementPath.Network + ".Addresses", i);
            if (Bond.IsMatch(name)) yield return NoBond(element, name);
            else if (Vlan.Match(name) is { Success: true } vlan)
            {
                var call = ".Vlan(\"" + vlan.Groups["parent"].Value + "\", " + vlan.Groups["id"].Value + ")";
                yield return At(element, "'" + name + "' gets an address, and no .Vlan(...) makes it, so it never is there", "declare " + call).With(Fix.AddCallIn("Network", call));
            }
        }

        for (var i = 0; i < network.Vlans.Count; i++)
            if (network.Vlans[i].Parent is var parent && Bond.IsMatch(parent) && network.Bonds.All(b => b.Interface != parent)) yield return NoBond(ElementPath.Of(ElementPath.Network + ".Vlans", i), parent);
        if (network.HostnameFromDhcp && !network.DhcpOnAllInterfaces && network.Addresses.All(a => a.Address is not null))
            yield return At(ElementPath.Network + ".HostnameFromDhcp", "no interface asks for an address by DHCP, so no server gives a host name", "declare .DhcpOnAllInterfaces() or .Dhcp(...), or take it out");
    }

    private Finding NoBond(string element, string name) => At(element, "no .Bond(...) makes '" + name + "', so it never is there", "declare .Bond(\"" + name + "\", ...)");

    private IEnumerable<Finding> OfServices(RuleContext context)
    {
        var services = context.Model.DeclaredServices;
        for (var i = 0; i < services.Count; i++)
        {
            var service = services[i];
            var element = ElementPath.Of(ElementPath.DeclaredServices, i);
            if (service.Respawn is not null && service.Timeout != Default(service).Timeout)
                yield return At(element + ".Timeout", "the service '" + service.Name + "' is supervised and runs for ever, so nothing has a time limit", "take .Timeout(...) out, or .Supervised(...)");
            if (service.LogFile == Default(service).LogFile) continue;
            if (Folders.Contains(service.LogFile) || context.Overlay[service.LogFile]?.Entry is OverlayDirectory || context.Overlay.HasBelow(service.LogFile + "/"))
                yield return At(element + ".LogFile", "'" + service.LogFile + "' is a folder, so the service '" + service.Name + "' has no log", "name a file in it");
            else if (services.FirstOrDefault(s => s != service && s.LogFile == service.LogFile) is { } other && (other.LogFile == Default(other).LogFile || services.TakeWhile(s => s != service).Contains(other)))
                yield return At(element + ".LogFile", "the services '" + other.Name + "' and '" + service.Name + "' have one log, and each moves it away from the other when it is full", "give each its own");
        }
    }

    private IEnumerable<Finding> OfSsh(RuleContext context)
    {
        if (context.Model.Ssh is not { Server: SshServer.OpenSsh } || context.Overlay["/etc/ssh/sshd_config"] is not null) yield break;
        foreach (var (item, others) in context.PerDeclaration(i => i.IsFile && OverlayItems.IsIn(i.Path, DropIns)))
            yield return At(item.NameElement, item.Called() + others + " is read by nobody: the sshd_config of .Ssh(...) includes no other file", "say it with .Ssh(...), or bring an /etc/ssh/sshd_config of your own");
    }

    private static ServiceDeclaration Default(ServiceDeclaration service) => new(service.Name, "", service.Start, new([]));
}
