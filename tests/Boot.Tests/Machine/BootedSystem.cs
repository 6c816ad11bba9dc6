using System;
using System.Globalization;
using System.IO;
using System.Linq;
using System.Text.RegularExpressions;
using Bivouac.Dsl.Tests.Scripts;
using Bivouac.Dsl.Tests.Shell;
using Shouldly;
using Xunit;

namespace Bivouac.Boot.Tests.Machine;

/// <summary>
/// A system in namespaces of its own: the base root, the overlay that the generated script makes over it, and busybox's init, which
/// starts OpenRC as the generated inittab says.
/// </summary>
internal sealed class BootedSystem : IDisposable
{
    /// <summary>Signals as a kernel gives them to init: what tests runs ignores that of a pipe which nobody reads, and so would all that it starts.</summary>
    private static readonly string[] DefaultSignals = ["/usr/bin/env", "--default-signal"];

    private readonly TempFolder _folder = new();
    private readonly SshKey _key;
    private GuardedProcess? _process;
    private string _init = "";
    private double _started;

    public BootedSystem(BaseRoot origin, Action<LiveCdBuilder> define)
    {
        _key = origin.Key;
        Root = _folder.Folder("root");
        OrDispose(() =>
        {
            origin.CopyTo(Root);
            Unpack(define);
        });
    }

    /// <summary>Its root folder, before it starts.</summary>
    public string Root { get; }

    /// <summary>Its network.</summary>
    public NetworkSpace Space { get; } = new();

    /// <summary>Shell that runs in its namespaces before anything is mounted; <c>$1</c> is the root folder.</summary>
    public string Prepare { get; set; } = ":";

    /// <summary>Shell that runs in its namespaces when all is mounted; <c>$1</c> is the root folder.</summary>
    public string Adjust { get; set; } = ":";

    /// <summary>Where its SSH server listens.</summary>
    public int Port { get; set; } = 22;

    /// <summary>What OpenRC said on the console.</summary>
    public string Console => File.Exists(ConsoleLog) ? File.ReadAllText(ConsoleLog) : "";

    private string ConsoleLog => Path.Combine(_folder.Path, "console.log");

    /// <summary>Where files of the running system are seen from outside.</summary>
    private string Inside => "/proc/" + _init + "/root";

    /// <summary>A folder outside of the system that goes with it.</summary>
    public string Folder(string name) => _folder.Folder(name);

    /// <summary>Writes a file of the system that is not started yet.</summary>
    public BootedSystem Write(string path, string text)
    {
        Directory.CreateDirectory(Path.GetDirectoryName(Root + path)!);

        // It may be a link to busybox.
        File.Delete(Root + path);
        File.WriteAllText(Root + path, text);
        return this;
    }

    /// <summary>Writes a program of the system that is not started yet.</summary>
    public BootedSystem WriteProgram(string path, string text)
    {
        Write(path, text);
        File.SetUnixFileMode(Root + path, (UnixFileMode)0b111_101_101);
        return this;
    }

    /// <summary>Copies a program of this machine into the system that is not started yet.</summary>
    public void CopyProgram(string source, string path)
    {
        File.Delete(Root + path);
        File.Copy(source, Root + path);
    }

    /// <summary>Starts it.</summary>
    public BootedSystem Start()
    {
        var setup = _folder.Write("setup.sh", Double.Text("setup.sh"));
        OrDispose(() =>
        {
            _process = new(ConsoleLog,
                [.. Space.Enter, .. DefaultSignals, "/usr/bin/unshare", "--mount", "--pid", "--uts", "--ipc", "--fork", "--kill-child", "/bin/sh", setup, Root, Prepare, Adjust]);
            Eventually.Until(FindInit, "init runs", () => Console);
        });
        return this;
    }

    /// <summary>Runs a shell command in it and tells how it ended.</summary>
    public ChildResult Try(string command) => Tool.Try([.. DefaultSignals, "/usr/bin/nsenter", "--target=" + _init, "--all", "--root", "--", "/bin/sh", "-c", "cd /; " + command]);

    /// <summary>Runs a shell command in it that must succeed.</summary>
    public string Run(string command)
    {
        var result = Try(command);
        result.ExitCode.ShouldBe(0, command + "\n" + result);
        return result.Output;
    }

    /// <summary>Whether it has a file.</summary>
    public bool Has(string path) => File.Exists(Inside + path);

    /// <summary>The size of a file of it, 0 when there is none.</summary>
    public long Size(string path) => new FileInfo(Inside + path) is { Exists: true } file ? file.Length : 0;

    /// <summary>The text of a file of it, empty when there is none.</summary>
    public string Read(string path)
    {
        try
        {
            return File.ReadAllText(Inside + path);
        }
        catch (IOException)
        {
            return "";
        }
    }

    /// <summary>The processes in it whose command line a pattern matches, by their numbers in it.</summary>
    public string[] Processes(string pattern) => [.. Directory.EnumerateDirectories(Inside + "/proc").Where(p => Regex.IsMatch(Path.GetFileName(p), "^[0-9]+$") && Regex.IsMatch(CommandLine(p), pattern)).Select(p => Path.GetFileName(p))];

    /// <summary>Waits until something is so.</summary>
    public void Until(Func<bool> condition, string what) => Eventually.Until(condition, what, Describe);

    /// <summary>Waits until a file of it has a text.</summary>
    public void UntilLogged(string path, string text) => Until(() => Read(path).Contains(text, StringComparison.Ordinal), path + " has: " + text);

    /// <summary>Waits until the DHCP client of an interface has tried three times and goes on in the background.</summary>
    public void UntilClientIsInTheBackground(string name)
    {
        var file = "/run/bivouac-network/udhcpc." + name + ".pid";
        Until(() => Read(file).Length > 0, "the client runs");
        var first = Read(file);
        Until(() => Read(file) is { Length: > 0 } now && now != first, "the client goes on in the background");
    }

    /// <summary>Logs in over SSH and runs a command.</summary>
    /// <param name="wire">From where; null for its own loopback.</param>
    /// <param name="user">The user.</param>
    /// <param name="command">The command.</param>
    public ChildResult Ssh(Wire? wire, string user, string command) => wire is null
        ? Space.Try(_key.Login(user, "127.0.0.1", Port, command))
        : wire.Space.Try(_key.Login(user, wire.Peer(this), Port, command));

    /// <summary>Logs in over SSH from its own loopback and runs a command in a terminal, which is closed when that ends.</summary>
    public ChildResult SshWithTerminal(string user, string command) => Space.Try(_key.Login(user, "127.0.0.1", Port, "-tt", command));

    /// <summary>Logs root in over SSH, for a connection that the server makes from there.</summary>
    /// <param name="target">Where to.</param>
    public ChildResult Forward(string target) => Space.Try(_key.Login("root", "127.0.0.1", Port, "-W", target));

    /// <summary>Waits until root can log in over SSH and the runlevel default is reached, and adds it to the table of results.</summary>
    /// <param name="scenario">What happens to it.</param>
    /// <param name="wire">From where; null for its own loopback.</param>
    /// <param name="logged">What it logged about that.</param>
    public void ShouldAnswer(string scenario, Wire? wire = null, Func<string>? logged = null)
    {
        Until(() => Ssh(wire, "root", "cat /etc/hostname") is { ExitCode: 0, Output: "boot\n" }, "SSH answers");
        var seconds = Uptime() - _started;
        Until(() => Try("rc-status -r").Output.Trim() == "default", "the runlevel default is reached");
        TestContext.Current.TestOutputHelper?.WriteLine(FormattableString.Invariant($"| {scenario} | {seconds:0.0} | {logged?.Invoke().Trim().ReplaceLineEndings("<br>") ?? "nothing"} |"));
    }

    /// <summary>Waits until the runlevel default is complete: every service in it has started, failed or was left out.</summary>
    public void ShouldComplete() => Until(() => Try("rc-status -r").Output.Trim() == "default" && !Directory.Exists(Inside + "/run/openrc/rc.starting"), "the runlevel default is complete");

    /// <summary>The lines of a file of it that a pattern matches, without their times.</summary>
    public string Lines(string path, string pattern) =>
        string.Join('\n', Read(path).Split('\n').Where(l => Regex.IsMatch(l, pattern)).Select(l => Regex.Replace(l, @"^\d{4}-\d\d-\d\dT\d\d:\d\d:\d\dZ ", "")));

    /// <summary>The lines of the console that a pattern matches.</summary>
    public string ConsoleLines(string pattern) => string.Join('\n', Console.Split('\n').Where(l => Regex.IsMatch(l, pattern)));

    public void Dispose()
    {
        _process?.Dispose();
        Space.Dispose();
        _folder.Dispose();
    }

    private void OrDispose(Action action)
    {
        try
        {
            action();
        }
        catch
        {
            Dispose();
            throw;
        }
    }

    private static string CommandLine(string process)
    {
        try
        {
            return File.ReadAllText(process + "/cmdline").TrimEnd('\0').Replace('\0', ' ');
        }
        catch (IOException)
        {
            return "";
        }
    }

    private static double Uptime() => double.Parse(File.ReadAllText("/proc/uptime").Split(' ')[0], CultureInfo.InvariantCulture);

    private void Unpack(Action<LiveCdBuilder> define)
    {
        var iso = new LiveCdBuilder().Arch(Arch.X86_64).Hostname("boot");
        define(iso);
        using var image = new StagedImage(iso.Build("boot"), StagedTree.Of("keys", [new("test.pub", StagedKind.File, _key.Public)]));
        var (result, archive) = image.MakeOverlay(ShellKit.Dash);
        result.ExitCode.ShouldBe(0, result.ToString());
        Tool.Run("/bin/tar", "-xpzf", archive, "-C", Root, "--numeric-owner");

        // Services of packages that are not here; OpenRC passes over such links anyway, with a message for each.
        foreach (var link in Directory.EnumerateFiles(Root + "/etc/runlevels", "*", SearchOption.AllDirectories).Where(l => !File.Exists(Root + "/etc/init.d/" + Path.GetFileName(l))))
            File.Delete(link);
    }

    /// <summary>Finds init: the one child of unshare, once it has become that.</summary>
    private bool FindInit()
    {
        var pid = _process!.Pid.ToString(CultureInfo.InvariantCulture);
        Directory.Exists("/proc/" + pid).ShouldBeTrue(Console);
        _init = File.ReadAllText($"/proc/{pid}/task/{pid}/children").Trim();
        if (_init.Length == 0) return false;
        if (_started == 0) _started = Uptime();
        return File.ReadAllText($"/proc/{_init}/cmdline").StartsWith("/bin/busybox\0init", StringComparison.Ordinal);
    }

    private string Describe() => Console + "\n" + string.Join('\n', (Directory.Exists(Inside + "/var/log") ? Directory.EnumerateFiles(Inside + "/var/log") : [])
        .Select(f => "--- " + f + "\n" + (new FileInfo(f).Length < 65536 ? File.ReadAllText(f) : "(long)"))) + "\n" + Try("ps; ip addr").Output;
}
