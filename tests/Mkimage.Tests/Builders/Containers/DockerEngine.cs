using System;
using System.Collections.Generic;
using System.Diagnostics;
using System.Globalization;
using System.IO;
using System.Linq;
using System.Threading.Tasks;
using Bivouac.Mkimage.Processes;

namespace Bivouac.Mkimage.Tests.Builders.Containers;

/// <summary>
/// A docker engine of the tests' own, with its storage in a folder that goes with it: nothing of the user's is seen or left. It is started
/// as root, without a bridge unless it is one with a network, and without a rule for the machine's packet filter.
/// </summary>
public class DockerEngine : Engine
{
    private static readonly TimeSpan StartTime = TimeSpan.FromSeconds(60);

    private readonly string folder = Directory.CreateDirectory($"/var/tmp/bivouac-docker-{Guid.NewGuid().ToString("N")[..8]}").FullName;
    private readonly string bridge = "bvd" + Guid.NewGuid().ToString("N")[..8];
    private Process? daemon;

    /// <summary>Whether its containers have a network: a bridge of its own, which leads to this machine and no farther.</summary>
    protected virtual bool HasNetwork => false;

    public override string Program => "docker";

    public override IReadOnlyDictionary<string, string> Settings => new Dictionary<string, string>
    {
        ["DOCKER_HOST"] = Socket,
        ["DOCKER_CONFIG"] = folder + "/config",
    };

    private string Socket => $"unix://{folder}/docker.sock";

    private string Log => folder + "/log";

    public override async ValueTask InitializeAsync()
    {
        Missing = Environment.IsPrivilegedProcess ? null : "the tests' docker is started as root alone";
        if (Missing is null && ProgramPath.Find("dockerd") is null) Missing = "there is no dockerd: apt-get install docker.io";
        if (Missing is null && HasNetwork) await MakeBridgeAsync();
        if (Missing is not null) return;

        // In a group of its own: its log is read when it ends, and the shell becomes dockerd.
        daemon = Process.Start(new ProcessStartInfo("/bin/sh")
        {
            ArgumentList =
            {
                "-c", "exec dockerd --host \"$1\" --data-root \"$2/data\" --exec-root \"$2/run\" --pidfile \"$2/pid\" --bridge \"$4\" --iptables=false --ip6tables=false >\"$3\" 2>&1",
                "sh", Socket, folder, Log, HasNetwork ? bridge : "none",
            },
        })!;
        var begun = Stopwatch.GetTimestamp();
        while (!(await RunAsync("version")).Succeeded)
        {
            if (!daemon.HasExited && Stopwatch.GetElapsedTime(begun) < StartTime)
            {
                await Task.Delay(TimeSpan.FromMilliseconds(200));
                continue;
            }

            Missing = $"dockerd {(daemon.HasExited ? "ended" : "did not answer")}: {(await File.ReadAllLinesAsync(Log)).LastOrDefault()}";
            return;
        }

        await TryAsync();
    }

    public override async ValueTask DisposeAsync()
    {
        if (daemon is { HasExited: false })
        {
            if (Missing is null)
            {
                foreach (var container in await LinesAsync("ps", "-a", "-q")) await RunAsync("rm", "-f", container);
            }

            // It ends its containerd itself when it is asked to.
            await new ProcessRunner().RunAsync(new("kill", [daemon.Id.ToString(CultureInfo.InvariantCulture)]));
            await daemon.WaitForExitAsync();
        }

        daemon?.Dispose();
        if (HasNetwork) await new ProcessRunner().RunAsync(new("ip", ["link", "del", bridge]));
        await new ProcessRunner().RunAsync(new("rm", ["-rf", folder]));
    }

    /// <summary>Writes the configuration of its program.</summary>
    /// <param name="json">What it says.</param>
    public Task ConfigureAsync(string json)
    {
        Directory.CreateDirectory(folder + "/config");
        return File.WriteAllTextAsync(folder + "/config/config.json", json);
    }

    private async Task MakeBridgeAsync()
    {
        var made = await new ProcessRunner().RunAsync(new("/bin/sh", ["-c", "ip link add \"$1\" type bridge && ip addr add \"$2.1/24\" dev \"$1\" && ip link set \"$1\" up", "sh", bridge, FreeSubnet()]));
        if (!made.Succeeded) Missing = $"no bridge can be made: {made.Reason()}";
    }
}
