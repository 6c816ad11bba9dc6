using System;
using System.Collections.Generic;
using System.IO;
using System.Threading.Tasks;
using Bivouac.Mkimage.Processes;

namespace Bivouac.Mkimage.Tests.Builders.Containers;

/// <summary>
/// podman with images, volumes and settings of its own, so that nothing of the user's is seen or left. The settings are those
/// of a machine that is itself confined: limits that need no right to raise them, and runc where crun refuses cgroups of both
/// versions at once.
/// </summary>
public class PodmanEngine : Engine
{
    // podman refuses a longer path for its run folder.
    private readonly string folder = Directory.CreateDirectory($"/var/tmp/bivouac-pod-{Guid.NewGuid().ToString("N")[..8]}").FullName;

    private bool isMade;

    public override string Program => "podman";

    /// <summary>Whether its containers have a network: a bridge of its own.</summary>
    protected virtual bool HasNetwork => false;

    public override IReadOnlyDictionary<string, string> Settings => new Dictionary<string, string>
    {
        ["CONTAINERS_CONF"] = folder + "/containers.conf",
        ["CONTAINERS_STORAGE_CONF"] = folder + "/storage.conf",
        ["XDG_RUNTIME_DIR"] = folder,
    };

    private string Network => "bvp" + folder[^8..];

    public override async ValueTask InitializeAsync()
    {
        await ConfigureAsync("");
        await File.WriteAllTextAsync(
            folder + "/storage.conf",
            $"[storage]\ndriver = \"overlay\"\ngraphroot = \"{folder}/all\"\nrunroot = \"{folder}/run\"\n");
        if (HasNetwork) await MakeNetworkAsync();
        if (Missing is not null) return;

        // The default one only now: until it is made, podman takes the name for that of its own.
        isMade = HasNetwork;
        await ConfigureAsync("");
        await TryAsync();
    }

    /// <summary>Writes its settings.</summary>
    /// <param name="containers">More lines of the section on containers.</param>
    public async Task ConfigureAsync(string containers)
    {
        var runtime = File.Exists("/usr/sbin/runc") || File.Exists("/usr/bin/runc") ? "runtime = \"runc\"\n" : "";
        var network = HasNetwork ? $"[network]\nnetwork_config_dir = \"{folder}/networks\"\n{(isMade ? $"default_network = \"{Network}\"\n" : "")}" : "";
        await File.WriteAllTextAsync(
            folder + "/containers.conf",
            network + "[containers]\ndefault_ulimits = [\"nofile=4096:4096\", \"nproc=4096:4096\"]\n"
            + containers + $"[engine]\n{runtime}cgroup_manager = \"cgroupfs\"\nevents_logger = \"file\"\n");
    }

    public override async ValueTask DisposeAsync()
    {
        if (Missing is null)
            await RunAsync("rm", "-f", "-t", "0", "--all");
        if (isMade)
        {
            // The default one cannot be removed. CNI's plug-ins leave a folder of it.
            isMade = false;
            await ConfigureAsync("");
            await RunAsync("network", "rm", "-f", Network);
            await new ProcessRunner().RunAsync(new ProcessCommand("rm", ["-rf", "/var/lib/cni/networks/" + Network]));
        }

        // As root it mounts a folder of its storage over itself, and leaves it so.
        await Processes.RunAsync(new ProcessCommand("/bin/sh", ["-c", "umount \"$1/all/overlay\" 2>/dev/null; rm -rf \"$1\" 2>/dev/null || podman unshare rm -rf \"$1\"", "sh", folder]));
    }

    private async Task MakeNetworkAsync()
    {
        Directory.CreateDirectory(folder + "/networks");
        try
        {
            var made = await RunAsync("network", "create", "--disable-dns", "--subnet", FreeSubnet() + ".0/24", Network);
            if (!made.Succeeded) Missing = $"podman makes no network: {made.Reason()}";
        }
        catch (DriverException e)
        {
            Missing = e.Why;
        }
    }
}
