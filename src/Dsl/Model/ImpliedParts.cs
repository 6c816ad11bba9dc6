using System.Collections.Generic;
using System.Globalization;
using System.Linq;

namespace Bivouac.Model;

/// <summary>What other declarations bring along: packages, enabled services, variables of services.</summary>
internal static class ImpliedParts
{
    /// <summary>The service that merges accounts.</summary>
    public const string Accounts = "bivouac-accounts";

    /// <summary>The service that keeps the network.</summary>
    public const string Network = "bivouac-network";

    /// <summary>The service that tells the watchdog that the machine lives.</summary>
    public const string Watchdog = "bivouac-watchdog";

    /// <summary>The service that feeds the kernel's random number generator.</summary>
    /// <remarks>
    /// The init script of the package does not do: rngd asks all its sources before it goes to the background, and some take seconds to answer (source: rng-tools 6.17).
    /// </remarks>
    public static ServiceDeclaration Entropy { get; } = new(
        "bivouac-entropy",
        "Feeds the kernel's random number generator",
        ServiceStart.Supervised,
        new([new ServiceCommand("/usr/sbin/rngd", new(["-f", "-p", "/run/bivouac-entropy.pid"]))]))
    {
        Runlevel = Runlevel.Boot,
        After = new(["hwdrivers", "modules"]),
        Before = new(["sshd", "dropbear"]),
        Respawn = RespawnPolicy.Default,
    };

    /// <summary>Whether there are accounts to merge.</summary>
    public static bool HasAccounts(LiveCdModel model) => model.Users.Count > 0 || model.Groups.Count > 0 || model.RootPasswordHash is not null;

    /// <summary>The packages, without constraint, each with the element that brings it.</summary>
    public static IEnumerable<KeyValuePair<string, string>> Apks(LiveCdModel model)
    {
        if (model.Ssh is { } ssh) yield return new(ssh.Server == SshServer.OpenSsh ? "openssh" : "dropbear", ElementPath.Ssh);
        if (model.HasEntropyDaemon) yield return new("rng-tools", ElementPath.EntropyDaemon);
        for (var i = 0; i < model.Users.Count; i++)
        {
            if (model.Users[i].Elevation == Elevation.Doas) yield return new("doas", ElementPath.Of(ElementPath.Users, i));
            if (model.Users[i].Elevation == Elevation.Sudo) yield return new("sudo", ElementPath.Of(ElementPath.Users, i));
        }
    }

    /// <summary>The names of the packages that are installed at boot: the declared ones and those that others bring along.</summary>
    public static IEnumerable<string> InstalledApks(LiveCdModel model) =>
        model.Apks.Where(a => !a.OnMediumOnly).Select(a => a.Name).Concat(Apks(model).Select(a => a.Key)).Distinct();

    /// <summary>
    /// The enabled services. What SSH needs is in the runlevels sysinit and boot: a service of the runlevel default that hangs must
    /// not keep anybody out.
    /// </summary>
    public static IEnumerable<ServiceEnablement> Services(LiveCdModel model)
    {
        if (HasAccounts(model)) yield return new(Accounts, Runlevel.Sysinit);
        if (model.Network is not null) yield return new(Network, Runlevel.Boot);
        if (model.Ssh is { } ssh) yield return new(ssh.Service, Runlevel.Boot);
        if (model.Watchdog is not null) yield return new(Watchdog, Runlevel.Boot);
        if (model.NtpServer is not null) yield return new("ntpd", Runlevel.Default);
        foreach (var service in RunServices(model)) yield return new(service.Value.Name, service.Value.Runlevel);
    }

    /// <summary>The services whose commands are run as declared, each with its element.</summary>
    public static IEnumerable<KeyValuePair<string, ServiceDeclaration>> RunServices(LiveCdModel model)
    {
        if (model.HasEntropyDaemon) yield return new(ElementPath.EntropyDaemon, Entropy);
        for (var i = 0; i < model.DeclaredServices.Count; i++) yield return new(ElementPath.Of(ElementPath.DeclaredServices, i), model.DeclaredServices[i]);
    }

    /// <summary>The variables of services, then those that are declared: a later line wins.</summary>
    public static IEnumerable<ConfDSetting> ConfD(LiveCdModel model) => Variables(model).Concat(model.ConfD);

    private static IEnumerable<ConfDSetting> Variables(LiveCdModel model)
    {
        if (model.Ssh is { } ssh)
        {
            // The init script of dropbear needs a network, that of sshd for a specific ListenAddress; both listen without one.
            yield return new(ssh.Service, "rc_need", "!net");

            // Others take seconds on a slow machine: RSA 6 to 11 under emulation, ed25519 an eighth of one.
            yield return ssh.Server == SshServer.OpenSsh
                ? new(ssh.Service, "key_types_to_generate", "ed25519")
                : new(ssh.Service, "DROPBEAR_OPTS", DropbearOptions(ssh));
        }

        if (model.NtpServer is { } server)
        {
            yield return new("ntpd", "rc_need", "!net");
            yield return new("ntpd", "NTPD_OPTS", "-N -p " + server);
        }
    }

    private static string DropbearOptions(SshDeclaration ssh)
    {
        var options = new List<string>();
        if (ssh.Port != 22) options.Add("-p " + ssh.Port.ToString(CultureInfo.InvariantCulture));
        options.Add(ssh.AllowsPasswords ? "-g" : "-s");
        if (ssh.RootLogin == RootLogin.Never) options.Add("-w");
        if (!ssh.AllowsForwarding) options.Add("-j -k");
        return string.Join(" ", options);
    }
}
