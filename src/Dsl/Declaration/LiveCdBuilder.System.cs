using System;
using System.Collections.Generic;
using System.Linq;
using Bivouac.Model;

namespace Bivouac;

/// <content>What runs when nobody is there: services of the definition, network, SSH, accounts, consoles.</content>
public sealed partial class LiveCdBuilder
{
    private readonly List<ServiceDeclaration> _declaredServices = [];
    private readonly List<UserDeclaration> _users = [];
    private readonly List<GroupDeclaration> _groups = [];
    private readonly List<AutologinDeclaration> _autologins = [];
    private readonly HashSet<string> _homesWithKeys = new(StringComparer.Ordinal);
    private readonly NetworkBuilder _network;
    private readonly SshServerBuilder _ssh;
    private bool _hasSsh;
    private string? _rootPasswordHash;
    private WatchdogDeclaration? _watchdog;
    private string? _ntpServer;
    private bool _hasEntropyDaemon;

    /// <summary>
    /// Declares a service: its init script is made, and a runlevel starts it. Nothing that it does can stop the boot: it runs in the
    /// background unless it says otherwise, each command has a time limit, nothing to read, and a log.
    /// </summary>
    /// <param name="name">The name of the init script: letters, digits, <c>_ . + -</c>.</param>
    /// <param name="declare">Says what it runs, and when.</param>
    /// <exception cref="ArgumentException">The name is none or taken, or what is declared makes no service.</exception>
    public LiveCdBuilder Service(string name, Action<ServiceBuilder> declare)
    {
        Names.Check(name, nameof(name), "service name");
        if (declare is null) throw new ArgumentNullException(nameof(declare));
        if (name.StartsWith("bivouac-", StringComparison.Ordinal)) throw new ArgumentException("names that begin with 'bivouac-' are those of generated services; take another one", nameof(name));
        if (_declaredServices.Any(s => s.Name == name)) throw new ArgumentException($"there is a service '{name}' already; give this one another name", nameof(name));
        var element = ElementPath.Of(ElementPath.DeclaredServices, _declaredServices.Count);
        Recorder.Note(element, nameof(name));
        var service = new ServiceBuilder(Recorder, element, name);
        declare(service);
        _declaredServices.Add(service.Build(nameof(declare)));
        return this;
    }

    /// <summary>Declares the network: the service <c>bivouac-network</c>, which nothing waits for. Several calls add up.</summary>
    /// <param name="declare">Says which interface gets which address.</param>
    public LiveCdBuilder Network(Action<NetworkBuilder> declare)
    {
        if (declare is null) throw new ArgumentNullException(nameof(declare));
        Recorder.Note(ElementPath.Network);
        _network.IsDeclared = true;
        declare(_network);
        return this;
    }

    /// <summary>Declares the SSH server: its package, its configuration, and its start in the runlevel boot without need of a network.</summary>
    /// <param name="declare">Says which one, and who may log in.</param>
    public LiveCdBuilder Ssh(Action<SshServerBuilder> declare)
    {
        if (declare is null) throw new ArgumentNullException(nameof(declare));
        Recorder.Note(ElementPath.Ssh);
        _hasSsh = true;
        declare(_ssh);
        return this;
    }

    /// <summary>
    /// Declares a user. It is merged into the running system's own <c>/etc/passwd</c>, <c>/etc/shadow</c> and <c>/etc/group</c> before
    /// any other service starts; accounts of packages stay.
    /// </summary>
    /// <param name="name">The login name.</param>
    /// <param name="uid">Its number, 1000 to 60000: what the overlay's owners name, so it is the same in every build.</param>
    /// <param name="declare">Says more about it, or null.</param>
    /// <exception cref="ArgumentException">It is not that, or the name or number is taken.</exception>
    public LiveCdBuilder User(string name, int uid, Action<UserBuilder>? declare = null)
    {
        Names.CheckAccount(name, nameof(name), "user");
        if (name == "root") throw new ArgumentException("root is there already; declare its password with .RootPassword(...) and its keys with .Ssh(...)", nameof(name));
        CheckNumber(uid, nameof(uid));
        if (_users.Any(u => u.Name == name)) throw new ArgumentException($"there is a user '{name}' already; declare it once", nameof(name));
        if (_users.FirstOrDefault(u => u.Uid == uid) is { } other) throw new ArgumentException($"the user '{other.Name}' has the number {uid} already; take another one", nameof(uid));
        if (_groups.FirstOrDefault(g => g.Gid == uid || g.Name == name) is { } group)
            throw new ArgumentException($"the group '{group.Name}' ({group.Gid}) is in the way of the user's own group '{name}' ({uid}); take another name and number", nameof(uid));
        var element = ElementPath.Of(ElementPath.Users, _users.Count);
        Recorder.Note(element, nameof(name));
        var user = new UserBuilder(this, element, name, uid);
        declare?.Invoke(user);
        _users.Add(user.Build());
        return this;
    }

    /// <summary>Declares a group, merged into the running system's own <c>/etc/group</c>.</summary>
    /// <param name="name">Its name.</param>
    /// <param name="gid">Its number, 1000 to 60000.</param>
    /// <exception cref="ArgumentException">It is not that, or the name or number is taken.</exception>
    public LiveCdBuilder Group(string name, int gid)
    {
        Names.CheckAccount(name, nameof(name), "group");
        CheckNumber(gid, nameof(gid));
        if (_groups.Any(g => g.Name == name || g.Gid == gid) || _users.Any(u => u.Name == name || u.Uid == gid))
            throw new ArgumentException($"a group '{name}' or the number {gid} is declared already (each user has a group of its own); take another one", nameof(name));
        Recorder.Note(ElementPath.Of(ElementPath.Groups, _groups.Count), nameof(name));
        _groups.Add(new(name, gid));
        return this;
    }

    /// <summary>
    /// Declares root's password by its hash, for the consoles. Without it root's account is as Alpine has it: locked in the minirootfs,
    /// without a password on Alpine's own media.
    /// </summary>
    /// <param name="hash">As <c>openssl passwd -6</c> prints it; never the password itself.</param>
    /// <exception cref="ArgumentException">It is no hash of crypt(3).</exception>
    public LiveCdBuilder RootPassword(string hash)
    {
        _rootPasswordHash = PasswordField.Check(hash, nameof(hash));
        Recorder.NoteSetting(ElementPath.RootPassword, nameof(hash));
        return this;
    }

    /// <summary>
    /// Logs a user in on a terminal without a question, again after each logout; or runs one program there for ever as that user, a
    /// kiosk's for example.
    /// </summary>
    /// <param name="terminal">The terminal, for example <c>tty1</c> or <c>ttyS0</c>.</param>
    /// <param name="user">The user.</param>
    /// <param name="program">What runs in the place of the login shell, by its absolute path; null for the shell.</param>
    /// <param name="arguments">The program's arguments.</param>
    /// <exception cref="ArgumentException">It is no terminal, user or program, or the terminal is taken.</exception>
    public LiveCdBuilder Autologin(string terminal, string user, string? program = null, params ShellText[] arguments)
    {
        if (!Names.IsWord(terminal) || !terminal.StartsWith("tty", StringComparison.Ordinal) || terminal.Length is < 4 or > 32)
            throw new ArgumentException($"'{terminal}' is no terminal; write it as 'tty1' or 'ttyS0', without /dev", nameof(terminal));
        if (_autologins.Any(a => a.Terminal == terminal)) throw new ArgumentException($"{terminal} logs somebody in already; a terminal has one login", nameof(terminal));
        Names.CheckAccount(user, nameof(user), "user");
        if (program is not null) OverlayPath.CheckTarget(program, nameof(program));
        else if (arguments?.Length > 0) throw new ArgumentException("there are arguments, and no program that gets them; name it", nameof(arguments));
        var element = ElementPath.Of(ElementPath.Autologins, _autologins.Count);
        Recorder.Note(element, nameof(terminal));
        Recorder.Note(element + ".User", nameof(user));
        if (program is not null) Recorder.Note(element + ".Program", nameof(program));
        var words = new List<ShellText>();
        Recorder.Add(words, element + ".Arguments", arguments ?? [], nameof(arguments), a => Texts.CheckQuoted(Texts.CheckLine(a, nameof(arguments)), nameof(arguments)));
        _autologins.Add(new(terminal, user, program, new(words)));
        return this;
    }

    /// <summary>
    /// Resets the machine when the system has stood still for some time: the service <c>bivouac-watchdog</c> in the runlevel boot, busybox's
    /// <c>watchdog</c> on <c>/dev/watchdog</c>. Where the hardware has none, the kernel's own (<c>softdog</c>) is loaded, which ends a system that hangs and
    /// none whose kernel does; where that is missing too, the boot goes on, and the log says so.
    /// </summary>
    /// <param name="timeout">10 seconds to 10 minutes, in whole seconds; many devices know no more than some minutes.</param>
    /// <exception cref="ArgumentOutOfRangeException">It is not that.</exception>
    public LiveCdBuilder Watchdog(TimeSpan timeout)
    {
        if (timeout < TimeSpan.FromSeconds(10) || timeout > TimeSpan.FromMinutes(10) || timeout.Ticks % TimeSpan.TicksPerSecond != 0)
            throw new ArgumentOutOfRangeException(nameof(timeout), "a watchdog waits 10 seconds to 10 minutes; write whole seconds");
        Recorder.NoteSetting(ElementPath.Watchdog, nameof(timeout));
        _watchdog = new((int)timeout.TotalSeconds);
        return this;
    }

    /// <summary>
    /// Sets the clock from the network: busybox's <c>ntpd</c>, in the background, for ever. Nothing waits for it; a machine without a
    /// clock of its own starts with the time of the image.
    /// </summary>
    /// <param name="server">The server's name or address, for example <c>pool.ntp.org</c>.</param>
    /// <exception cref="ArgumentException">It is neither.</exception>
    public LiveCdBuilder Ntp(string server)
    {
        if (!Names.IsHostname(server) && Addresses.FamilyOf(server) is null)
            throw new ArgumentException($"'{server}' is neither a host name nor an address", nameof(server));
        Recorder.NoteSetting(ElementPath.NtpServer, nameof(server));
        _ntpServer = server;
        return this;
    }

    /// <summary>
    /// Feeds the kernel's random number generator: <c>rngd</c> of the package <c>rng-tools</c>, which takes from the processor, from <c>/dev/hwrng</c> and from
    /// the jitter of timings, as the supervised service <c>bivouac-entropy</c> in the runlevel boot, ahead of SSH. A kernel of 5.4 or later whose processor has a
    /// cycle counter helps itself within a second of the first question; on others a machine without any source waits with its first SSH host key, without bounds.
    /// </summary>
    public LiveCdBuilder Entropy()
    {
        Recorder.NoteSetting(ElementPath.EntropyDaemon);
        _hasEntropyDaemon = true;
        return this;
    }

    /// <summary>Adds a file of public keys to a home folder.</summary>
    internal void AddAuthorizedKeys(string home, string source, Owner owner, string parameter)
    {
        OverlayPath.CheckSource(source, parameter);
        if (!_homesWithKeys.Add(home)) throw new ArgumentException($"{home}/.ssh/authorized_keys is declared already; put all keys into one file, a line each", parameter);
        Add(new OverlayDirectory(home + "/.ssh", new Mode("0700"), owner), parameter);
        Add(new OverlayFile(home + "/.ssh/authorized_keys", source, Mode.Private, owner), parameter, parameter);
    }

    private static void CheckNumber(int number, string parameter)
    {
        if (number is < 1000 or > 60000)
            throw new ArgumentOutOfRangeException(parameter, "accounts of people and of the image have the numbers 1000 to 60000; lower ones are given out by packages");
    }
}
