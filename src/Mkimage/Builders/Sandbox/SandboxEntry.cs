using System;
using System.Collections.Generic;
using Bivouac.Mkimage.Processes;

namespace Bivouac.Mkimage.Builders.Sandbox;

/// <summary>Makes the commands of this machine that run something in the sandbox.</summary>
/// <param name="Mode">How namespaces are had.</param>
/// <param name="SharesNetwork">Whether the machine's network is seen; else there is none.</param>
internal sealed record SandboxEntry(SandboxMode Mode, bool SharesNetwork)
{
    /// <summary>The PATH inside.</summary>
    public const string Path = "/usr/local/sbin:/usr/local/bin:/usr/sbin:/usr/bin:/sbin:/bin";

    /// <summary>
    /// The environment of everything around the command itself: nothing of the user's but his PATH behind the usual one, for
    /// systems that have their programs elsewhere.
    /// </summary>
    public static readonly IReadOnlyDictionary<string, string> Environment = new Dictionary<string, string>(StringComparer.Ordinal)
    {
        ["PATH"] = Path + ":" + System.Environment.GetEnvironmentVariable("PATH"),
        ["HOME"] = "/root",
        ["LC_ALL"] = "C",
    };

    /// <summary>A command in the root itself, which it may change.</summary>
    /// <param name="root">The root.</param>
    /// <param name="mounts">What else is seen.</param>
    /// <param name="command">The command inside.</param>
    public ProcessCommand Keep(string root, IEnumerable<SandboxMount> mounts, IReadOnlyList<string> command) =>
        Enter("keep", root, "", mounts, command);

    /// <summary>A command that only moves files, in the root itself.</summary>
    /// <param name="root">The root.</param>
    /// <param name="mounts">What else is seen.</param>
    /// <param name="command">The command inside.</param>
    public ProcessCommand Files(string root, IEnumerable<SandboxMount> mounts, IReadOnlyList<string> command) =>
        Enter("files", root, "", mounts, command);

    /// <summary>A command in a view of the root; its changes go with it.</summary>
    /// <param name="root">The root.</param>
    /// <param name="scratch">A folder for what the command changes, on the disk of the work directory; it is removed.</param>
    /// <param name="mounts">What else is seen.</param>
    /// <param name="command">The command inside.</param>
    public ProcessCommand Discard(string root, string scratch, IEnumerable<SandboxMount> mounts, IReadOnlyList<string> command) =>
        Enter("discard", root, scratch, mounts, command);

    /// <summary>A command of this machine with the ids of the sandbox, for files that belong to others than the user.</summary>
    /// <param name="script">The shell text.</param>
    /// <param name="arguments">Its arguments.</param>
    public ProcessCommand WithIds(string script, params string[] arguments) => Outside(["/bin/sh", "-c", script, "sh", .. arguments]);

    /// <summary>A command of this machine with the ids of the sandbox.</summary>
    /// <param name="command">The command.</param>
    public ProcessCommand Outside(IReadOnlyList<string> command)
    {
        string[] line = Mode == SandboxMode.Root ? [.. command] : ["unshare", .. Ids(), .. command];
        return new ProcessCommand(line[0], line[1..]) { Environment = Environment };
    }

    /// <summary>A command that does nothing but have the namespaces, to see whether they can be had.</summary>
    public ProcessCommand Try() =>
        new("unshare", [.. Namespaces(), "/bin/sh", "-c", "mount -t tmpfs tmpfs /var/tmp"]) { Environment = Environment };

    private ProcessCommand Enter(
        string mode,
        string root,
        string scratch,
        IEnumerable<SandboxMount> mounts,
        IReadOnlyList<string> command)
    {
        List<string> arguments = [.. Namespaces(), "/bin/sh", "-c", SandboxScripts.Enter, "sh", mode, root, scratch];
        foreach (var mount in mounts)
            arguments.AddRange([mount.IsWritable ? "rw" : "ro", mount.Source, mount.Target]);
        return new ProcessCommand("unshare", [.. arguments, "--", .. command]) { Environment = Environment };
    }

    private IEnumerable<string> Ids() => Mode == SandboxMode.User ? ["--user", "--map-root-user", "--map-auto"] : [];

    private IEnumerable<string> Namespaces() =>
    [
        .. Ids(), "--mount", "--pid", "--fork", "--kill-child",
        .. SharesNetwork ? Array.Empty<string>() : ["--net"],
    ];
}
