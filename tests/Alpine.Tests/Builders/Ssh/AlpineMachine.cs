using System;
using System.Collections.Generic;
using System.Globalization;
using System.IO;
using System.Linq;
using System.Threading;
using System.Threading.Tasks;
using Bivouac.Mkimage.Builders;
using Bivouac.Mkimage.Builders.Provisioning;
using Bivouac.Mkimage.Builders.Shell;
using Bivouac.Mkimage.Builders.Ssh;
using Bivouac.Mkimage.Processes;
using Bivouac.Mkimage.Tests.Builders;
using Shouldly;
using Xunit;
using AlpineMirror = Bivouac.Mkimage.Builders.Mirror;

namespace Bivouac.Alpine.Tests.Builders.Ssh;

/// <summary>
/// An Alpine machine of its own, with everything but a kernel: a root made from the mirror, an init that keeps sshd running, and
/// namespaces for its processes, mounts, name and network. It has its mirror in a folder. ssh is run in its network, with keys and
/// a configuration of the test: the user's own are not touched.
/// </summary>
internal sealed class AlpineMachine : IAsyncDisposable
{
    /// <summary>Where the machine has its mirror.</summary>
    public const string Mirror = BuilderRecipe.MirrorInside;

    // Every file of a machine without hardware that mkimage.sh's programs, sshd and screen ask for.
    private const string Boot = """
        set -e
        root=$1
        mount --bind "$root" "$root"
        mount --bind "$2" "$root$3"
        mount -o remount,bind,ro "$root$3"
        mount -t proc proc "$root/proc"
        mount -t sysfs -o ro sysfs "$root/sys"
        mount -t tmpfs -o mode=755 dev "$root/dev"
        for device in null zero full random urandom tty; do
            : >"$root/dev/$device"
            mount --bind "/dev/$device" "$root/dev/$device"
        done
        mkdir "$root/dev/pts"
        mount -t devpts -o newinstance,ptmxmode=0666,mode=620 devpts "$root/dev/pts"
        ln -s pts/ptmx "$root/dev/ptmx"
        ln -s /proc/self/fd "$root/dev/fd"
        hostname far
        cd "$root"
        exec env -i PATH=/usr/sbin:/usr/bin:/sbin:/bin chroot "$root" /sbin/init
        """;

    private readonly ProcessRunner processes = new();
    private readonly string netns = "bivouac-" + Guid.NewGuid().ToString("N")[..8];
    private readonly TestFolder here = new();

    private AlpineMachine()
    {
    }

    /// <summary>The folder of this machine that is the root of that one.</summary>
    public string Root => here["root"];

    /// <summary>The cache of this machine.</summary>
    public string Cache => here["cache"];

    public SshSettings Settings => new()
    {
        Program = ["ip", "netns", "exec", netns, "ssh"],
        ConfigFile = here["config"],
        AliveInterval = TimeSpan.FromSeconds(1),
        Patience = TimeSpan.FromMinutes(2),
        StopGrace = TimeSpan.FromSeconds(2),
    };

    private static CancellationToken Token => TestContext.Current.CancellationToken;

    /// <summary>Makes and starts a machine that has sshd and screen, and nothing else; skips the test where there can be none.</summary>
    public static async Task<AlpineMachine> StartAsync()
    {
        Assert.SkipUnless(Environment.UserName == "root", "a machine of its own namespaces, with the owners of its files, needs root");
        foreach (var file in (string[])["/usr/bin/ssh", "/usr/bin/ssh-keygen", "/usr/sbin/ip"])
            Assert.SkipUnless(File.Exists(file), $"there is no {file}: apt-get install openssh-client iproute2");
        var machine = new AlpineMachine();
        try
        {
            var network = await machine.TryAsync("ip", "netns", "add", machine.netns);
            Assert.SkipUnless(network.Succeeded, "no network namespace can be made: " + network.Reason());
            await machine.SetLinkAsync(true);
            await machine.MakeAsync();
            await machine.StartInitAsync();
            return machine;
        }
        catch
        {
            await machine.DisposeAsync();
            throw;
        }
    }

    public async ValueTask DisposeAsync()
    {
        foreach (var (id, _) in await ProcessesAsync())
            await TryAsync("kill", "-s", "KILL", id.ToString(CultureInfo.InvariantCulture));
        await TryAsync("ip", "netns", "del", netns);
        here.Dispose();
    }

    /// <summary>Runs a command line there, as a person would through ssh.</summary>
    public Task<ProcessResult> AskAsync(string line) => TypeAsync("ssh far " + ShellWord.Quote(line));

    /// <summary>Runs a command line of this machine, whose ssh leads there.</summary>
    public Task<ProcessResult> TypeAsync(string line) => TryAsync(
        "ip",
        "netns",
        "exec",
        netns,
        "/bin/sh",
        "-c",
        """ssh() { command ssh -F "$config" "$@"; }; config=$1; """ + line,
        "sh",
        here["config"]);

    /// <summary>Does what a builder on it says is to be done, until there is nothing more.</summary>
    /// <param name="builder">The builder, which is called far.</param>
    /// <param name="told">Is told each problem.</param>
    /// <returns>The last probe.</returns>
    public async Task<BuilderProbe> MendAsync(IBuilder builder, Action<string>? told = null)
    {
        const string run = "Run: ";
        var probe = await builder.ProbeAsync(Token);
        for (var round = 0; round < 3 && !probe.IsFit; round++)
        {
            foreach (var problem in probe.Problems)
            {
                told?.Invoke(problem.What);
                problem.Mend.ShouldStartWith(run + "ssh -t far ");
                var typed = await TypeAsync(problem.Mend[run.Length..]);
                typed.Succeeded.ShouldBeTrue($"{problem.Mend}: {typed.Output}{typed.Error}");
            }

            probe = await builder.ProbeAsync(Token);
        }

        return probe;
    }

    /// <summary>Waits until a command line there succeeds.</summary>
    public async Task WaitAsync(string line)
    {
        using var deadline = CancellationTokenSource.CreateLinkedTokenSource(Token);
        deadline.CancelAfter(TimeSpan.FromMinutes(1));
        while (!(await AskAsync(line)).Succeeded)
            await Task.Delay(100, deadline.Token);
    }

    /// <summary>Kills the sshd of every connection: the other side sees it end.</summary>
    /// <returns>How many there were.</returns>
    public async Task<int> KillSessionsAsync()
    {
        var sessions = (await ProcessesAsync())
            .Where(static p => p.Line.StartsWith("sshd:", StringComparison.Ordinal) && !p.Line.Contains("[listener]", StringComparison.Ordinal))
            .ToList();
        foreach (var (id, _) in sessions)
            await TryAsync("kill", "-s", "KILL", id.ToString(CultureInfo.InvariantCulture));
        return sessions.Count;
    }

    /// <summary>Takes the network down until every ssh has given its connection up, and up again.</summary>
    public async Task LoseLinkAsync()
    {
        await SetLinkAsync(false);
        using var deadline = CancellationTokenSource.CreateLinkedTokenSource(Token);
        deadline.CancelAfter(TimeSpan.FromMinutes(1));
        while ((await ProcessesAsync()).Any(static p => p.Line.StartsWith("ssh\0", StringComparison.Ordinal)))
            await Task.Delay(50, deadline.Token);
        await SetLinkAsync(true);
    }

    private async Task MakeAsync()
    {
        Directory.CreateDirectory(Root);
        await RunAsync("tar", "-xzf", Path.Combine(AlpineFixture.Mirror, AlpineMirror.MinirootfsPath(AlpineFixture.Release, "x86_64")), "-C", Root);
        foreach (var key in AlpineFixture.Keys())
            File.Copy(key, Path.Combine(Root, "etc/apk/keys", Path.GetFileName(key)), overwrite: true);
        here.Write("root/etc/apk/repositories", string.Concat(AlpineMirror.Repositories(Mirror, AlpineFixture.Branch).Select(static r => r + "\n")));
        Directory.CreateDirectory(Root + Mirror);
        await RunAsync(
            "unshare",
            [
                "--mount", "--net", "/bin/sh", "-c", """mount --bind "$2" "$1$3" && mount -o remount,bind,ro "$1$3" && root=$1 && shift 3 && exec chroot "$root" apk add --no-progress "$@" """,
                "sh", Root, AlpineFixture.Mirror, Mirror, "openssh-server", "screen",
            ]);

        foreach (var key in (string[])["host", "client"])
            await RunAsync("ssh-keygen", "-q", "-t", "ed25519", "-N", "", "-f", here[key]);
        const UnixFileMode own = UnixFileMode.UserRead | UnixFileMode.UserWrite;
        here.Write("root/etc/ssh/ssh_host_ed25519_key", await File.ReadAllTextAsync(here["host"], Token), own);
        here.Write("root/root/.ssh/authorized_keys", await File.ReadAllTextAsync(here["client.pub"], Token), own);
        here.Write("known_hosts", "127.0.0.1 " + await File.ReadAllTextAsync(here["host.pub"], Token));
        here.Write("config", $"""
            Host far
                HostName 127.0.0.1
                User root
            Host *
                IdentityFile "{here["client"]}"
                IdentityAgent none
                IdentitiesOnly yes
                UserKnownHostsFile "{here["known_hosts"]}"
                GlobalKnownHostsFile /dev/null

            """);
        here.Write("root/etc/ssh/sshd_config", """
            ListenAddress 127.0.0.1
            HostKey /etc/ssh/ssh_host_ed25519_key
            PidFile /run/sshd.pid
            PasswordAuthentication no
            PermitRootLogin prohibit-password
            MaxStartups 100

            """);
        here.Write("root/etc/inittab", """
            ::sysinit:/bin/mkdir -p /run/sshd
            ::respawn:/usr/sbin/sshd -D -E /var/log/sshd.log

            """);
    }

    private async Task StartInitAsync()
    {
        await processes.StartDetachedAsync(
            new ProcessCommand("ip", ["netns", "exec", netns, "unshare", "--mount", "--pid", "--fork", "--kill-child", "--uts", "--ipc", "/bin/sh", "-c", Boot, "sh", Root, AlpineFixture.Mirror, Mirror]),
            here["boot.log"]);
        using var deadline = CancellationTokenSource.CreateLinkedTokenSource(Token);
        deadline.CancelAfter(TimeSpan.FromMinutes(1));
        try
        {
            while (!(await AskAsync("true")).Succeeded)
                await Task.Delay(50, deadline.Token);
        }
        catch (OperationCanceledException) when (!Token.IsCancellationRequested)
        {
            throw new InvalidOperationException("sshd does not answer: " + await File.ReadAllTextAsync(here["boot.log"], Token));
        }
    }

    private Task SetLinkAsync(bool isUp) => RunAsync("ip", "-n", netns, "link", "set", "lo", isUp ? "up" : "down");

    private async Task<List<(int Id, string Line)>> ProcessesAsync()
    {
        var found = new List<(int, string)>();
        var ids = (await TryAsync("ip", "netns", "pids", netns)).Output.Split('\n', StringSplitOptions.RemoveEmptyEntries);
        foreach (var id in ids)
        {
            try
            {
                found.Add((int.Parse(id, CultureInfo.InvariantCulture), await File.ReadAllTextAsync($"/proc/{id}/cmdline")));
            }
            catch (IOException)
            {
                // It has ended since.
            }
        }

        return found;
    }

    private async Task RunAsync(string program, params IEnumerable<string> arguments)
    {
        var result = await processes.RunAsync(new ProcessCommand(program, [.. arguments]), Token);
        result.Succeeded.ShouldBeTrue($"{program}: {result.Output}{result.Error}");
    }

    private Task<ProcessResult> TryAsync(string program, params IReadOnlyList<string> arguments) => processes.RunAsync(new ProcessCommand(program, [.. arguments]));
}
