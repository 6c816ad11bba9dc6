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
public sealed class PodmanEngine : Engine
{
    // podman refuses a longer path for its run folder.
    private readonly string folder = Directory.CreateDirectory($"/var/tmp/bivouac-pod-{Guid.NewGuid().ToString("N")[..8]}").FullName;

    public override string Program => "podman";

    internal override IProcessRunner Processes => new SettingRunner(new Dictionary<string, string>
    {
        ["CONTAINERS_CONF"] = folder + "/containers.conf",
        ["CONTAINERS_STORAGE_CONF"] = folder + "/storage.conf",
        ["XDG_RUNTIME_DIR"] = folder,
    });

    public override async ValueTask InitializeAsync()
    {
        var runtime = File.Exists("/usr/sbin/runc") || File.Exists("/usr/bin/runc") ? "runtime = \"runc\"\n" : "";
        await File.WriteAllTextAsync(
            folder + "/containers.conf",
            "[containers]\ndefault_ulimits = [\"nofile=4096:4096\", \"nproc=4096:4096\"]\n"
            + $"[engine]\n{runtime}cgroup_manager = \"cgroupfs\"\nevents_logger = \"file\"\n");
        await File.WriteAllTextAsync(
            folder + "/storage.conf",
            $"[storage]\ndriver = \"overlay\"\ngraphroot = \"{folder}/all\"\nrunroot = \"{folder}/run\"\n");
        await TryAsync();
    }

    public override async ValueTask DisposeAsync()
    {
        if (Missing is null)
            await RunAsync("rm", "-f", "-t", "0", "--all");

        // As root it mounts a folder of its storage over itself, and leaves it so.
        await Processes.RunAsync(new ProcessCommand("/bin/sh", ["-c", "umount \"$1/all/overlay\" 2>/dev/null; rm -rf \"$1\" 2>/dev/null || podman unshare rm -rf \"$1\"", "sh", folder]));
    }
}
