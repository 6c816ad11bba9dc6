using System;
using System.Collections.Generic;
using System.Linq;
using Bivouac.Model;

namespace Bivouac.Scripts.Boot;

/// <summary>Prints init scripts: <c>/etc/init.d/NAME</c>.</summary>
internal static class InitScripts
{
    /// <summary>The init script of a service of the definition (contracts U1, U3, U6).</summary>
    public static string Of(LiveCdModel model, ServiceDeclaration service)
    {
        var writer = Begin(ReferenceEquals(service, ImpliedParts.Entropy) ? ".Entropy()" : ".Service(\"" + service.Name + "\", ...)", service.Description);
        if (service.Respawn is not null)
        {
            writer.Line();
            writer.Lines($"""
                supervisor=supervise-daemon
                command={BootScript.Folder}/supervised
                command_args="run {service.Name}"
                """);
            writer.Comment("It starts the program again itself, and gives it time to end. Should it be killed, it is started again, for ever.");
            writer.Lines("""
                respawn_delay=5
                respawn_max=0
                retry=TERM/20/KILL/5
                """);
            Depend(writer, model, service);
            writer.Line();
            writer.Line("stop() {");
            writer.Indented(body => body.Line("default_stop").Comment("Where the supervisor was killed, there is something left.").Line(BootScript.Folder + "/supervised stop \"$RC_SVCNAME\""));
            writer.Line("}");
            return writer.ToString();
        }

        Depend(writer, model, service);
        writer.Line();
        writer.Line("start() {");
        writer.Indented(body => Start(body, service));
        writer.Lines($$"""
            }

            stop() {
            	ebegin "Stopping $RC_SVCNAME"
            	{{BootScript.Folder}}/oneshot stop "$RC_SVCNAME"
            	eend 0
            }

            status() {
            	{{BootScript.Folder}}/oneshot status "$RC_SVCNAME"
            }
            """);
        return writer.ToString();
    }

    /// <summary>The init script of the network. It provides <c>net</c>, so that what a package starts with <c>need net</c> does not bring Alpine's own in, which waits.</summary>
    public static string Network()
    {
        var writer = Begin(".Network(...)", "Keeps the network interfaces up, in the background");
        writer.Line();
        writer.Lines($$"""
            supervisor=supervise-daemon
            command={{BootScript.Folder}}/network
            respawn_delay=5
            respawn_max=0

            depend() {
            	after hwdrivers modules modloop sysctl hostname bootmisc
            	provide net
            }
            """);
        return writer.ToString();
    }

    /// <summary>The init script of the accounts.</summary>
    public static string Accounts()
    {
        var writer = Begin(".User(...), .Group(...), .RootPassword(...)", "Merges the declared accounts into the system's own");
        writer.Line();
        writer.Lines($$"""
            start() {
            	ebegin "Merging accounts"
            	mkdir -p /var/log
            	_log=/var/log/bivouac-accounts.log
            	(: >> "$_log") 2> /dev/null || _log=/dev/null
            	timeout -k 5 60 {{BootScript.Folder}}/accounts >> "$_log" 2>&1 < /dev/null ||
            		ewarn "Not all accounts could be merged; see /var/log/bivouac-accounts.log"
            	eend 0
            }
            """);
        return writer.ToString();
    }

    /// <summary>The init script of the watchdog. Alpine's own fails without a word where there is no device.</summary>
    public static string Of(WatchdogDeclaration watchdog)
    {
        var writer = Begin(".Watchdog(...)", "Resets the machine when the system stands still");
        writer.Line();
        writer.Lines(FormattableString.Invariant($$"""
            supervisor=supervise-daemon
            command={{BootScript.Folder}}/watchdog
            command_args="{{watchdog.TimeoutSeconds}} {{watchdog.TimeoutSeconds / 3}}"
            respawn_delay={{Math.Min(60, watchdog.TimeoutSeconds / 3)}}
            respawn_max=0

            depend() {
            	after hwdrivers modules modloop
            }

            start_post() {
            	[ -c /dev/watchdog ] || ewarn "There is no /dev/watchdog yet; see /var/log/bivouac-watchdog.log"
            	return 0
            }
            """));
        return writer.ToString();
    }

    private static ShellWriter Begin(string from, string description)
    {
        var writer = new ShellWriter();
        writer.Line("#!/sbin/openrc-run");
        writer.Comment("Made by Bivouac from " + from + "; changes here are lost.");
        writer.Line();
        return writer.Line("description=" + ShellQuote.Word(description));
    }

    private static void Depend(ShellWriter writer, LiveCdModel model, ServiceDeclaration service)
    {
        string[] accounts = WaitsForAccounts(model, service) ? [ImpliedParts.Accounts] : [];
        string[] provided = ReferenceEquals(service, ImpliedParts.Entropy) ? ["entropy"] : [];
        (string Word, IEnumerable<string> Services)[] orders =
            [("provide", provided), ("use", service.Uses), ("want", service.Wants), ("after", accounts.Concat(service.After)), ("before", service.Before)];
        if (!orders.Any(o => o.Services.Any()) && service.Needs.Count == 0) return;
        writer.Line();
        writer.Line("depend() {");
        writer.Indented(body =>
        {
            foreach (var (word, services) in orders.Where(o => o.Services.Any())) body.Line(word + " " + string.Join(" ", services.Distinct()));
            foreach (var need in service.Needs) body.Comment(need.Because).Line("need " + need.Service);
        });
        writer.Line("}");
    }

    /// <summary>Whether it starts in the runlevel of the accounts, by its own link or for another one, and so would start before them if its name came first.</summary>
    private static bool WaitsForAccounts(LiveCdModel model, ServiceDeclaration service)
    {
        if (!ImpliedParts.HasAccounts(model) || service.Before.Contains(ImpliedParts.Accounts)) return false;
        var early = new HashSet<string>(model.EnabledServices().Where(s => s.Runlevel == Runlevel.Sysinit).Select(s => s.Service), StringComparer.Ordinal);
        int known;
        do
        {
            known = early.Count;
            early.UnionWith([.. model.DeclaredServices.Where(s => early.Contains(s.Name)).SelectMany(s => s.Wants.Concat(s.Needs.Select(n => n.Service)))]);
        }
        while (early.Count > known);
        return early.Contains(service.Name);
    }

    /// <summary>Runs a service here. It ends by its commands' limits; the limit of the whole is for what may hold it up besides, a log on a disk that does not answer.</summary>
    private static string Run(ServiceDeclaration service)
    {
        var longest = (service.Steps.Count * (service.Timeout.TotalSeconds + 5)) + 30;
        return FormattableString.Invariant($"timeout -k 15 {Math.Ceiling(longest):0} {BootScript.Folder}/oneshot run \"$RC_SVCNAME\"");
    }

    private static void Start(ShellWriter writer, ServiceDeclaration service)
    {
        if (service.Start == ServiceStart.Background)
        {
            writer.Line("ebegin \"Starting $RC_SVCNAME in the background\"");
            writer.Line(BootScript.Folder + "/oneshot start \"$RC_SVCNAME\"");
            writer.Line("eend 0");
            return;
        }

        var log = service.LogFile.Replace("\\", "\\\\").Replace("\"", "\\\"").Replace("$", "\\$").Replace("`", "\\`");
        writer.Line("ebegin \"Running $RC_SVCNAME\"");
        if (service.EssentialBecause is { } because)
        {
            writer.Comment("Its failure counts: " + because);
            writer.Line(Run(service));
            writer.Line("eend $? \"$RC_SVCNAME failed; see " + log + "\"");
            return;
        }

        writer.Line(Run(service) + " || ewarn \"$RC_SVCNAME failed; see " + log + "\"");
        writer.Line("eend 0");
    }
}
