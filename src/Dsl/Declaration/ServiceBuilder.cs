using System;
using System.Collections.Generic;
using System.Linq;
using Bivouac.Model;

namespace Bivouac;

/// <summary>
/// Declares a service of the image. Unless it says otherwise it runs once, in the background, each command with a time limit and
/// nothing to read, its output in <c>/var/log/NAME.log</c>, and its failure stops nothing else.
/// </summary>
public sealed partial class ServiceBuilder
{
    private readonly Recorder _recorder;
    private readonly string _element;
    private readonly string _name;
    private readonly List<ServiceStep> _steps = [];
    private readonly List<EnvironmentVariable> _environment = [];
    private string? _description;
    private Runlevel _runlevel = Bivouac.Runlevel.Default;
    private TimeSpan _timeout = TimeSpan.FromSeconds(30);
    private bool _foreground;
    private bool _essential;
    private string? _user;
    private string _directory = "/";
    private string? _log;
    private RespawnPolicy? _respawn;

    internal ServiceBuilder(Recorder recorder, string element, string name)
    {
        _recorder = recorder;
        _element = element;
        _name = name;
    }

    /// <summary>Says what it is for, as <c>rc-service NAME describe</c> shows it. Default: its name.</summary>
    /// <param name="text">One line.</param>
    /// <exception cref="ArgumentException">It is more than one line.</exception>
    public ServiceBuilder Description(string text)
    {
        Texts.CheckLine(text, nameof(text));
        _recorder.NoteSetting(_element + ".Description", nameof(text));
        _description = text;
        return this;
    }

    /// <summary>
    /// Runs a program. Several calls run one after the other; one that fails is logged, and the next runs all the same. The words
    /// reach the program as they are: no shell looks at them.
    /// </summary>
    /// <param name="program">Its absolute path, or a bare name that is looked for on the PATH, a declared one if there is one.</param>
    /// <param name="arguments">Its arguments, one line each.</param>
    /// <exception cref="ArgumentException">The program is neither a path nor a name, or an argument is not one line.</exception>
    public ServiceBuilder Run(string program, params ShellText[] arguments)
    {
        var step = ElementPath.Of(_element + ".Steps", _steps.Count);
        _recorder.Note(step, nameof(program));
        var words = new List<ShellText>();
        _recorder.Add(words, step + ".Arguments", arguments, nameof(arguments), a => Texts.CheckQuoted(Texts.CheckLine(a, nameof(arguments)), nameof(arguments)));
        _steps.Add(new ServiceCommand(CheckProgram(program, nameof(program)), new(words)));
        return this;
    }

    /// <summary>
    /// Runs shell text, for what typed commands cannot say. All of it counts as one command for the time limit, reads nothing and
    /// has its output in the log.
    /// </summary>
    /// <param name="shell">POSIX shell for busybox ash.</param>
    /// <param name="reason">Why a typed command does not do; it stands above the text as a comment.</param>
    /// <exception cref="ArgumentException">There is no reason, or the text is empty or has a NUL or a carriage return.</exception>
    public ServiceBuilder Shell(string shell, string reason)
    {
        Texts.Check(shell, nameof(shell));
        if (string.IsNullOrWhiteSpace(shell)) throw new ArgumentException("the shell text is empty; leave the call out, or write what to run", nameof(shell));
        if (shell.IndexOf('\r') >= 0) throw new ArgumentException("the shell text has carriage returns, which the shell takes as part of a word; use LF line ends", nameof(shell));
        if (string.IsNullOrWhiteSpace(reason)) throw new ArgumentException("shell text needs a reason: say what a typed command lacks here", nameof(reason));
        Texts.Check(reason, nameof(reason));
        var step = ElementPath.Of(_element + ".Steps", _steps.Count);
        _recorder.Note(step);
        _recorder.Note(step + ".Text", nameof(shell));
        _steps.Add(new ServiceShell(shell, reason));
        return this;
    }

    /// <summary>
    /// Makes the boot wait for its end, at most as long as its time limits say: for what later services must find done. Without it
    /// the boot goes on at once.
    /// </summary>
    public ServiceBuilder Foreground()
    {
        _recorder.Note(_element + ".Start");
        _foreground = true;
        return this;
    }

    /// <summary>
    /// Makes its failure count: the boot waits for it, it ends as failed, and what needs it does not start. Without it a failure
    /// is logged and the service counts as started (contract U3).
    /// </summary>
    /// <param name="because">Why the machine is of no use without it; it stands in the init script as a comment.</param>
    /// <exception cref="ArgumentException">There is no reason.</exception>
    public ServiceBuilder Essential(string because)
    {
        CheckReason(because, nameof(because));
        _recorder.NoteSetting(_element + ".EssentialBecause", nameof(because));
        _essential = true;
        _because = because;
        return this;
    }

    /// <summary>
    /// Keeps the one program running: it is started again when it ends, for ever, by supervise-daemon. The delay before a new
    /// start doubles with each early end.
    /// </summary>
    /// <param name="firstDelay">Before the first new start, 1 second to 1 hour in whole seconds; default 1 second.</param>
    /// <param name="longestDelay">What the delay grows to at most, up to 1 hour; default 1 minute, or the first delay when that is longer.</param>
    /// <param name="stableAfter">A program that ran that long gets the first delay again, up to 24 hours; default 1 minute.</param>
    /// <exception cref="ArgumentOutOfRangeException">One is outside of that, or the longest delay is shorter than the first one.</exception>
    public ServiceBuilder Supervised(TimeSpan? firstDelay = null, TimeSpan? longestDelay = null, TimeSpan? stableAfter = null)
    {
        var defaults = RespawnPolicy.Default;
        var first = CheckSeconds(firstDelay ?? defaults.FirstDelay, TimeSpan.FromHours(1), nameof(firstDelay));
        var longest = CheckSeconds(longestDelay ?? (first > defaults.LongestDelay ? first : defaults.LongestDelay), TimeSpan.FromHours(1), nameof(longestDelay));
        if (longest < first) throw new ArgumentOutOfRangeException(nameof(longestDelay), "the longest delay is shorter than the first one; make it at least as long");
        _recorder.NoteSetting(_element + ".Respawn");
        _respawn = new(first, longest, CheckSeconds(stableAfter ?? defaults.StableAfter, TimeSpan.FromHours(24), nameof(stableAfter)));
        return this;
    }

    /// <summary>
    /// Declares how long each command of a one-shot service may take; then it is ended with all that it started (TERM, 5 seconds later KILL), which is
    /// logged, and the next one runs.
    /// </summary>
    /// <param name="limit">1 second to 24 hours, in whole seconds. Default: 30 seconds.</param>
    /// <exception cref="ArgumentOutOfRangeException">It is not that.</exception>
    public ServiceBuilder Timeout(TimeSpan limit)
    {
        _timeout = CheckSeconds(limit, TimeSpan.FromHours(24), nameof(limit));
        _recorder.NoteSetting(_element + ".Timeout", nameof(limit));
        return this;
    }

    /// <summary>Declares the runlevel that starts it. Default: <see cref="Bivouac.Runlevel.Default"/>.</summary>
    /// <param name="runlevel">The runlevel.</param>
    public ServiceBuilder Runlevel(Runlevel runlevel)
    {
        _runlevel = runlevel ?? throw new ArgumentNullException(nameof(runlevel));
        _recorder.NoteSetting(_element + ".Runlevel", nameof(runlevel));
        return this;
    }

    /// <summary>Declares the user that its commands run as. Default: root.</summary>
    /// <param name="name">A user of the image: of a package, or declared with <see cref="LiveCdBuilder.User"/>.</param>
    /// <exception cref="ArgumentException">It is not a user's name.</exception>
    public ServiceBuilder User(string name)
    {
        _user = Names.CheckAccount(name, nameof(name), "user");
        _recorder.NoteSetting(_element + ".User", nameof(name));
        return this;
    }

    /// <summary>Declares the folder that its commands run in. Default: <c>/</c>.</summary>
    /// <param name="path">The absolute path in the running system.</param>
    /// <exception cref="ArgumentException">It is not absolute and normalized.</exception>
    public ServiceBuilder Directory(string path)
    {
        _directory = path == "/" ? path : OverlayPath.CheckTarget(path, nameof(path));
        _recorder.NoteSetting(_element + ".Directory", nameof(path));
        return this;
    }

    /// <summary>
    /// Sets an environment variable of its commands, whose environment is otherwise PATH, HOME, USER, LOGNAME and SHELL. It is for them
    /// alone, and in a file of the running system that root alone reads; everybody who has the image can read it there.
    /// </summary>
    /// <param name="name">The variable, any: what is declared wins.</param>
    /// <param name="value">Its value, one line.</param>
    /// <exception cref="ArgumentException">It is not a variable, or is declared already.</exception>
    public ServiceBuilder Environment(string name, ShellText value)
    {
        if (!Names.IsVariable(name)) throw new ArgumentException($"'{name}' is not a shell variable; use letters, digits and underscores", nameof(name));
        if (_environment.Any(e => e.Name == name)) throw new ArgumentException($"the variable '{name}' is declared already; declare it once", nameof(name));
        Texts.CheckQuoted(Texts.CheckLine(value, nameof(value)), nameof(value));
        _recorder.Note(ElementPath.Of(_element + ".Environment", _environment.Count), nameof(name));
        _recorder.Note(ElementPath.Of(_element + ".Environment", _environment.Count, "Value"), nameof(value));
        _environment.Add(new(name, value));
        return this;
    }

    /// <summary>
    /// Declares the file that its output goes to, for root to read. Default: <c>/var/log/NAME.log</c>. When it grows over 1 MiB it is moved to
    /// <c>FILE.1</c> and begun anew: the files of a live system are in memory.
    /// </summary>
    /// <param name="path">The absolute path in the running system.</param>
    /// <exception cref="ArgumentException">It is not absolute and normalized.</exception>
    public ServiceBuilder LogFile(string path)
    {
        _log = OverlayPath.CheckTarget(path, nameof(path));
        _recorder.NoteSetting(_element + ".LogFile", nameof(path));
        return this;
    }

    private static string CheckProgram(string program, string parameter)
    {
        if (program is null) throw new ArgumentNullException(parameter);
        if (program.StartsWith("/", StringComparison.Ordinal)) return OverlayPath.CheckTarget(program, parameter);
        if (!Names.IsWord(program))
            throw new ArgumentException($"'{program}' is no program; give its absolute path or its bare name, and each argument as a text of its own", parameter);
        return program;
    }

    private static TimeSpan CheckSeconds(TimeSpan time, TimeSpan longest, string parameter)
    {
        if (time < TimeSpan.FromSeconds(1) || time > longest || time.Ticks % TimeSpan.TicksPerSecond != 0)
            throw new ArgumentOutOfRangeException(parameter, FormattableString.Invariant($"it is 1 second to {longest.TotalHours} hours; write whole seconds"));
        return time;
    }

    private static void CheckReason(string because, string parameter)
    {
        if (string.IsNullOrWhiteSpace(because)) throw new ArgumentException("say why: the next reader of the definition must know what depends on it", parameter);
        Texts.CheckLine(because, parameter);
    }
}
