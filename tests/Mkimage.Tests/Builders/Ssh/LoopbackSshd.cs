using System;
using System.Collections.Generic;
using System.Globalization;
using System.IO;
using System.Linq;
using System.Threading;
using System.Threading.Tasks;
using Bivouac.Mkimage.Builders.Ssh;
using Bivouac.Mkimage.Processes;
using Xunit;

namespace Bivouac.Mkimage.Tests.Builders.Ssh;

/// <summary>
/// A real sshd on the loopback of a network namespace of its own, with keys of its own; ssh is run in that namespace too. The
/// user's own ssh configuration, keys and known hosts are not touched.
/// </summary>
public sealed class LoopbackSshd : IAsyncLifetime
{
    private readonly ProcessRunner processes = new();
    private readonly string netns = "bivouac-" + Guid.NewGuid().ToString("N")[..8];
    private readonly TestFolder here = new();
    private string? missing;
    private int listener;

    /// <summary>The folder of the keys and configurations.</summary>
    public string this[string name] => here[name];

    /// <summary>What sshd said.</summary>
    public string Log => File.ReadAllText(here["sshd.log"]);

    internal SshSettings Settings => new()
    {
        Program = ["ip", "netns", "exec", netns, "ssh"],
        ConfigFile = here["config"],
        AliveInterval = TimeSpan.FromSeconds(1),
        Patience = TimeSpan.FromSeconds(30),
        StopGrace = TimeSpan.FromSeconds(1),
    };

    public async ValueTask InitializeAsync()
    {
        missing = Environment.UserName != "root"
            ? "a network namespace needs root"
            : ((string[])["/usr/sbin/sshd", "/usr/bin/ssh", "/usr/sbin/ip"]).FirstOrDefault(static f => !File.Exists(f)) is { } file
                ? $"there is no {file}: apt-get install openssh-server openssh-client iproute2"
                : null;
        if (missing is not null)
            return;
        if (await TryAsync("ip", "netns", "add", netns) is { Succeeded: false } refused)
        {
            missing = "no network namespace can be made: " + refused.Reason();
            return;
        }

        await SetLinkAsync(true);
        foreach (var key in (string[])["host", "client", "other"])
            await RunAsync("ssh-keygen", "-q", "-t", "ed25519", "-N", "", "-f", here[key]);
        File.Copy(here["client.pub"], here["authorized_keys"]);
        KnowHost("host");
        UseKey("client");
        Directory.CreateDirectory("/run/sshd");
        here.Write("sshd_config", $"""
            ListenAddress 127.0.0.1
            HostKey "{here["host"]}"
            AuthorizedKeysFile "{here["authorized_keys"]}"
            PidFile "{here["sshd.pid"]}"
            StrictModes no
            UsePAM no
            PasswordAuthentication no
            KbdInteractiveAuthentication no
            PermitRootLogin prohibit-password
            MaxStartups 100
            LogLevel VERBOSE

            """);
        // A login there reads nothing of the user's own: his shell's configuration may be slow, or say something.
        here.Write("passwd", string.Concat((await File.ReadAllLinesAsync("/etc/passwd"))
            .Select(l => (l.StartsWith("root:", StringComparison.Ordinal) ? $"root:x:0:0:root:{here.Folder("home")}:/bin/sh" : l) + "\n")));
        await StartAsync();
    }

    public async ValueTask DisposeAsync()
    {
        if (missing is null)
        {
            foreach (var (id, _) in await ProcessesAsync())
                await TryAsync("kill", "-s", "KILL", Text(id));
            await TryAsync("ip", "netns", "del", netns);
        }

        here.Dispose();
    }

    /// <summary>Skips the test where there can be no such sshd.</summary>
    public void Require() => Assert.SkipWhen(missing is not null, missing ?? "");

    /// <summary>Makes the client know a host key.</summary>
    public void KnowHost(string? key) =>
        here.Write("known_hosts", key is null ? "" : "127.0.0.1 " + File.ReadAllText(here[key + ".pub"]));

    /// <summary>Makes the client use a key of its own.</summary>
    public void UseKey(string key) => here.Write("config", $"""
        Host far
            HostName 127.0.0.1
            User root
        Host *
            IdentityFile "{here[key]}"
            IdentityAgent none
            IdentitiesOnly yes
            UserKnownHostsFile "{here["known_hosts"]}"
            GlobalKnownHostsFile /dev/null

        """);

    /// <summary>Starts sshd and waits until it listens.</summary>
    /// <param name="before">Shell text that is run before it, in a mount namespace of its own.</param>
    public async Task StartAsync(string before = ":")
    {
        File.Delete(here["sshd.pid"]);
        await processes.StartDetachedAsync(
            new ProcessCommand("ip", ["netns", "exec", netns, "unshare", "--mount", "/bin/sh", "-c", $"mount --bind \"$3\" /etc/passwd && {before} && exec /usr/sbin/sshd -D -f \"$1\" -E \"$2\"", "sh", here["sshd_config"], here["sshd.log"], here["passwd"]]),
            here["sshd.out"]);
        using var deadline = new CancellationTokenSource(TimeSpan.FromSeconds(20));
        string text;
        while (!File.Exists(here["sshd.pid"]) || (text = await File.ReadAllTextAsync(here["sshd.pid"], deadline.Token)).Length == 0)
            await Task.Delay(10, deadline.Token);
        listener = int.Parse(text, NumberStyles.AllowTrailingWhite, CultureInfo.InvariantCulture);
    }

    /// <summary>Kills the sshd that listens, and nothing else.</summary>
    public Task KillListenerAsync() => TryAsync("kill", "-s", "KILL", Text(listener));

    /// <summary>Kills the sshd of every connection: the other side sees it end.</summary>
    /// <returns>How many there were.</returns>
    public async Task<int> KillSessionsAsync()
    {
        var sessions = (await ProcessesAsync()).Where(p => p.Id != listener && p.Line.StartsWith("sshd:", StringComparison.Ordinal)).ToList();
        foreach (var (id, _) in sessions)
            await TryAsync("kill", "-s", "KILL", Text(id));
        return sessions.Count;
    }

    /// <summary>Takes the network down, so that nothing arrives and nobody is told, or up again.</summary>
    public Task SetLinkAsync(bool isUp) => RunAsync("ip", "-n", netns, "link", "set", "lo", isUp ? "up" : "down");

    /// <summary>How many shared connections of ssh there are.</summary>
    /// <param name="folder">The folder of their sockets, or one above it.</param>
    public async Task<int> MastersAsync(string folder) =>
        (await ProcessesAsync()).Count(p => p.Line.StartsWith("ssh", StringComparison.Ordinal) && p.Line.Contains("\0-M\0-S\0" + folder, StringComparison.Ordinal));

    private async Task<List<(int Id, string Line)>> ProcessesAsync()
    {
        var found = new List<(int, string)>();
        var ids = (await TryAsync("ip", "netns", "pids", netns)).Output.Split('\n', StringSplitOptions.RemoveEmptyEntries);
        foreach (var id in ids.Select(static i => int.Parse(i, CultureInfo.InvariantCulture)))
        {
            try
            {
                found.Add((id, await File.ReadAllTextAsync($"/proc/{Text(id)}/cmdline")));
            }
            catch (IOException)
            {
                // It has ended since.
            }
        }

        return found;
    }

    private async Task RunAsync(string program, params string[] arguments)
    {
        var result = await TryAsync(program, arguments);
        Assert.True(result.Succeeded, $"{program} {string.Join(' ', arguments)}: {result.Reason()}");
    }

    private Task<ProcessResult> TryAsync(string program, params string[] arguments) => processes.RunAsync(new ProcessCommand(program, arguments));

    private static string Text(int number) => number.ToString(CultureInfo.InvariantCulture);
}
