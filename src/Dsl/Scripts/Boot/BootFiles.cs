using System.Collections.Generic;
using System.Linq;
using Bivouac.Model;

namespace Bivouac.Scripts.Boot;

/// <summary>The files of the overlay that make the system run with nobody there: what follows from services, network, SSH, accounts and consoles.</summary>
internal static class BootFiles
{
    /// <summary>The files, each with the element that they follow from.</summary>
    public static IEnumerable<KeyValuePair<string, OverlayEntry>> Of(LiveCdModel model)
    {
        yield return new(ElementPath.SerialConsole, File("/etc/inittab", Consoles.Inittab(model)));
        for (var i = 0; i < model.Autologins.Count; i++)
            yield return new(ElementPath.Of(ElementPath.Autologins, i), Program(Consoles.LoginPath(model.Autologins[i]), Consoles.Login(model.Autologins[i])));
        foreach (var entry in Accounts(model)) yield return new(ElementPath.Users, entry);
        foreach (var entry in Network(model)) yield return new(ElementPath.Network, entry);
        if (model.Ssh is { Server: SshServer.OpenSsh } ssh) yield return new(ElementPath.Ssh, File("/etc/ssh/sshd_config", SshFiles.Configuration(ssh), Mode.Private));
        var services = ImpliedParts.RunServices(model).ToArray();
        foreach (var service in services)
            foreach (var entry in Service(model, service.Value)) yield return new(service.Key, entry);
        if (services.FirstOrDefault(s => s.Value.Respawn is null).Key is { } oneshot) yield return new(oneshot, Program(BootScript.Folder + "/oneshot", BootScript.Oneshot));
        if (services.FirstOrDefault(s => s.Value.Respawn is not null).Key is { } supervised) yield return new(supervised, Program(BootScript.Folder + "/supervised", BootScript.Supervised));
        foreach (var entry in Watchdog(model)) yield return new(ElementPath.Watchdog, entry);
        if ((services.FirstOrDefault().Key ?? (model.Watchdog is null ? null : ElementPath.Watchdog)) is not { } element) yield break;
        yield return new(element, File(BootScript.Folder + "/service.sh", BootScript.Service));
        yield return new(element, Program(BootScript.Folder + "/keep-log", BootScript.KeepLog));
    }

    private static IEnumerable<OverlayEntry> Service(LiveCdModel model, ServiceDeclaration service)
    {
        yield return Program("/etc/init.d/" + service.Name, InitScripts.Of(model, service));

        // Variables and arguments may be secrets: who runs the service reads them alone. Its shell texts are run by its user.
        yield return File(ServiceFile.Folder + "/" + service.Name, ServiceFile.Of(service), Mode.Private);
        for (var i = 0; i < service.Steps.Count; i++)
        {
            if (service.Steps[i] is ServiceShell shell)
                yield return File(ServiceFile.ShellPath(service, i), ServiceFile.Of(shell), service.User is null ? new Mode("0700") : Mode.Executable);
        }
    }

    private static IEnumerable<OverlayEntry> Accounts(LiveCdModel model)
    {
        if (!ImpliedParts.HasAccounts(model)) yield break;
        yield return Program("/etc/init.d/" + ImpliedParts.Accounts, InitScripts.Accounts());
        yield return Program(BootScript.Folder + "/accounts", BootScript.Accounts);
        yield return File("/etc/bivouac/accounts", AccountFiles.Accounts(model), Mode.Private);
        foreach (var user in model.Users) yield return new OverlayDirectory(user.Home, new Mode("0700"), user.Owner);
        foreach (var entry in AccountFiles.Elevations(model)) yield return entry;
    }

    private static IEnumerable<OverlayEntry> Watchdog(LiveCdModel model)
    {
        if (model.Watchdog is not { } watchdog) yield break;
        yield return Program("/etc/init.d/" + ImpliedParts.Watchdog, InitScripts.Of(watchdog));
        yield return Program(BootScript.Folder + "/watchdog", BootScript.Watchdog);
    }

    private static IEnumerable<OverlayEntry> Network(LiveCdModel model)
    {
        if (model.Network is not { } network) yield break;
        yield return Program("/etc/init.d/" + ImpliedParts.Network, InitScripts.Network());
        yield return Program(BootScript.Folder + "/network", BootScript.Network);
        yield return File("/etc/bivouac/network.conf", NetworkFiles.Configuration(network));
        if (network.NameServers.Count > 0 || network.SearchDomains.Count > 0)
        {
            yield return File("/etc/resolv.conf", NetworkFiles.Resolver(network));
            yield return File("/etc/udhcpc/udhcpc.conf", NetworkFiles.Client(network));
        }

        if (!network.HostnameFromDhcp) yield break;
        yield return Program("/etc/udhcpc/post-bound/bivouac-hostname", NetworkFiles.HostnameHook.Replace("\r\n", "\n"));
        yield return new OverlayLink("/etc/udhcpc/post-renew/bivouac-hostname", "../post-bound/bivouac-hostname", Owner.Root);
    }

    private static OverlayText File(string path, ShellText content, Mode? mode = null) => new(path, content, mode ?? Mode.ReadableByAll, Owner.Root);

    private static OverlayText Program(string path, ShellText content) => new(path, content, Mode.Executable, Owner.Root);
}
