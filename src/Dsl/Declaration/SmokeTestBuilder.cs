using System;
using System.Linq;
using System.Text.RegularExpressions;
using Bivouac.Model;

namespace Bivouac;

/// <summary>Declares what a booted image must show: a command over ssh, a line of the console, a port. All that is declared must hold.</summary>
public sealed class SmokeTestBuilder
{
    private readonly Recorder _recorder;
    private readonly string _element;
    private readonly string _name;
    private ShellText? _ssh;
    private string? _user;
    private string? _key;
    private ShellText? _expect;
    private ShellText? _console;
    private int? _port;
    private TimeSpan? _within;

    // Calls, not values: one whose value is refused has been told of already.
    private bool _isTest;
    private bool _runsCommand;

    internal SmokeTestBuilder(Recorder recorder, string element, string name)
    {
        _recorder = recorder;
        _element = element;
        _name = name;
    }

    /// <summary>
    /// Runs a command in the booted image over ssh, through a forwarded port and with the user's own OpenSSH. It must return 0;
    /// until then it is tried again.
    /// </summary>
    /// <param name="command">A line for the login shell there, for example <c>rc-service sshd status</c>.</param>
    /// <exception cref="ArgumentException">It is empty or has a control character.</exception>
    public SmokeTestBuilder Ssh(ShellText command)
    {
        _isTest = _runsCommand = true;
        if (string.IsNullOrWhiteSpace(Texts.CheckLine(command, nameof(command)).ToString()))
            throw new ArgumentException("the command is empty, so nothing would be run; write one, for example 'true', which needs no more than a login", nameof(command));
        _recorder.NoteSetting(_element + ".Ssh", nameof(command));
        _ssh = command;
        return this;
    }

    /// <summary>Declares who logs in for <see cref="Ssh"/>.</summary>
    /// <param name="name">The user in the image. Default: <c>root</c>.</param>
    /// <exception cref="ArgumentException">It is not a user's name.</exception>
    public SmokeTestBuilder User(string name)
    {
        if (!IsUser(name))
            throw new ArgumentException($"'{name}' is not a user's name; use letters, digits, '_', '.' and '-', starting with a letter or '_', 32 characters at most", nameof(name));
        _recorder.NoteSetting(_element + ".User", nameof(name));
        _user = name;
        return this;
    }

    /// <summary>
    /// Declares the private key for <see cref="Ssh"/>. Default: those that the user's agent and ssh configuration offer. A key
    /// that lies in the project is no secret: let only images that are for tests trust it.
    /// </summary>
    /// <param name="path">The key's file, relative to the project's folder. It has no passphrase: nobody is asked.</param>
    /// <exception cref="ArgumentException">The path is not normalized or leaves the project.</exception>
    public SmokeTestBuilder Key(string path)
    {
        _key = OverlayPath.CheckSource(path, nameof(path));
        _recorder.NoteSetting(_element + ".Key", nameof(path));
        return this;
    }

    /// <summary>Declares what the command of <see cref="Ssh"/> must print on its standard output.</summary>
    /// <param name="pattern">A .NET regular expression; one line of the output must match it.</param>
    /// <exception cref="ArgumentException">It is not a regular expression.</exception>
    public SmokeTestBuilder Expect(ShellText pattern)
    {
        _expect = CheckPattern(pattern, nameof(pattern));
        _recorder.NoteSetting(_element + ".Expect", nameof(pattern));
        return this;
    }

    /// <summary>Declares what the serial console must show. The image needs a <see cref="LiveCdBuilder.SerialConsole"/>.</summary>
    /// <param name="pattern">A .NET regular expression; one line must match it, the unfinished last one (<c>login: </c>) too.</param>
    /// <exception cref="ArgumentException">It is not a regular expression.</exception>
    public SmokeTestBuilder Console(ShellText pattern)
    {
        _isTest = true;
        _console = CheckPattern(pattern, nameof(pattern));
        _recorder.NoteSetting(_element + ".Console", nameof(pattern));
        return this;
    }

    /// <summary>Declares a TCP port on which the booted image must accept a connection.</summary>
    /// <param name="number">1 to 65535; the port in the image. One of this machine, chosen at each boot, is forwarded to it.</param>
    /// <exception cref="ArgumentOutOfRangeException">It is outside of that.</exception>
    public SmokeTestBuilder Port(int number)
    {
        _isTest = true;
        if (number is < 1 or > 65535) throw new ArgumentOutOfRangeException(nameof(number), "TCP ports are 1 to 65535; write the one that the service listens on in the image");
        _recorder.NoteSetting(_element + ".Port", nameof(number));
        _port = number;
        return this;
    }

    /// <summary>
    /// Declares how long after the machine's start the test must have passed. Without KVM a boot takes several times as long: leave
    /// it away where that must pass too.
    /// </summary>
    /// <param name="limit">1 second to 24 hours, in whole seconds. Default: as long as the command <c>boot</c> waits.</param>
    /// <exception cref="ArgumentOutOfRangeException">It is not that.</exception>
    public SmokeTestBuilder Within(TimeSpan limit)
    {
        if (limit < TimeSpan.FromSeconds(1) || limit > TimeSpan.FromHours(24) || limit.Ticks % TimeSpan.TicksPerSecond != 0)
            throw new ArgumentOutOfRangeException(nameof(limit), "a smoke test waits 1 second to 24 hours; write whole seconds");
        _recorder.NoteSetting(_element + ".Within", nameof(limit));
        _within = limit;
        return this;
    }

    /// <summary>What was declared.</summary>
    /// <exception cref="ArgumentException">Nothing is tested, or something is said of an ssh that is not there.</exception>
    internal SmokeTestDeclaration Build(string parameter)
    {
        if (!_isTest)
            throw new ArgumentException($"the smoke test '{_name}' tests nothing, so it would always pass; call .Ssh(...), .Console(...) or .Port(...)", parameter);
        if (!_runsCommand && (_user ?? _key ?? _expect?.ToString()) is not null)
            throw new ArgumentException($"the smoke test '{_name}' says how to log in or what a command prints, and runs no command; call .Ssh(...) too", parameter);
        return new(_name, _ssh, _user ?? "root", _key, _expect, _console, _port, _within);
    }

    private static bool IsUser(string? name) =>
        !string.IsNullOrEmpty(name) && name!.Length <= 32 && name[0] is (>= 'a' and <= 'z') or (>= 'A' and <= 'Z') or '_'
        && name.All(c => c is (>= 'a' and <= 'z') or (>= 'A' and <= 'Z') or (>= '0' and <= '9') or '_' or '.' or '-');

    private static ShellText CheckPattern(ShellText pattern, string parameter)
    {
        var text = Texts.CheckLine(pattern, parameter).ToString();
        if (text.Length == 0)
            throw new ArgumentException("the regular expression is empty, so it matches anything; write what must be there", parameter);
        try
        {
            _ = new Regex(text, RegexOptions.CultureInvariant);
        }
        catch (ArgumentException e)
        {
            throw new ArgumentException($"'{text}' is not a regular expression of .NET ({e.Message.TrimEnd('.')}); mend it, or put a backslash before a sign that is meant as it is", parameter);
        }

        return pattern;
    }
}
