using System;
using System.Collections.Generic;
using System.Globalization;
using System.IO;
using System.Linq;
using System.Threading;
using System.Threading.Tasks;
using Bivouac.Mkimage.Processes;

namespace Bivouac.Mkimage.Builders.Sandbox;

/// <summary>Finds out how this machine gives namespaces, and what mends it when it gives none.</summary>
/// <param name="processes">Starts processes.</param>
internal sealed class SandboxHost(IProcessRunner processes)
{
    private const string FindScript = """for p; do command -v "$p" >/dev/null || echo "$p"; done""";

    /// <summary>Looks for the way; changes nothing.</summary>
    /// <param name="facts">Takes what is there.</param>
    /// <param name="problems">Takes what is missing.</param>
    /// <param name="cancellationToken">Ends the looking.</param>
    /// <returns>The way, or null when there is a problem.</returns>
    public async Task<SandboxMode?> FindModeAsync(
        ICollection<string> facts,
        ICollection<BuilderProblem> problems,
        CancellationToken cancellationToken)
    {
        if (!OperatingSystem.IsLinux())
        {
            problems.Add(new BuilderProblem(
                "The sandbox cannot be used here",
                "it is made of Linux namespaces",
                "Use a container (--builder docker or --builder podman) or a builder machine (--builder ssh://user@host)."));
            return null;
        }

        var missing = await MissingAsync(["unshare", "mount", "umount", "pivot_root", "setsid", "tar", "gzip"], cancellationToken)
            .ConfigureAwait(false);
        if (missing.Count > 0)
        {
            problems.Add(new BuilderProblem(
                "The sandbox cannot be made",
                $"not found: {string.Join(", ", missing)}",
                SystemPackages.Install("util-linux tar gzip", "util-linux tar gzip", "util-linux tar")));
            return null;
        }

        string? refusal = null;
        if (await UserIdAsync(cancellationToken).ConfigureAwait(false) == "0")
        {
            refusal = await TryAsync(SandboxMode.Root, cancellationToken).ConfigureAwait(false);
            if (refusal is null)
            {
                facts.Add("the sandbox runs as root, in mount and process namespaces of its own");
                return SandboxMode.Root;
            }
        }

        if (await FindUserProblemAsync(refusal, cancellationToken).ConfigureAwait(false) is { } problem)
        {
            problems.Add(problem);
            return null;
        }

        facts.Add("the sandbox runs without root, in a user namespace with subordinate ids");
        return SandboxMode.User;
    }

    private async Task<BuilderProblem?> FindUserProblemAsync(string? refusalAsRoot, CancellationToken cancellationToken)
    {
        const string what = "The sandbox cannot be made";
        var user = Environment.UserName;
        if (refusalAsRoot is not null)
        {
            return new BuilderProblem(
                what,
                $"root may make no namespaces here: {refusalAsRoot}",
                "In a container, give it the right to mount (docker run --privileged); or use another builder: --builder docker.");
        }

        var version = await processes.RunAsync(Plain("unshare", "--help"), cancellationToken).ConfigureAwait(false);
        if (!version.Output.Contains("--map-auto", StringComparison.Ordinal))
        {
            return new BuilderProblem(
                what,
                "this machine's unshare(1) is older than util-linux 2.38 and maps no subordinate ids",
                "Upgrade util-linux, run it as root, or use a container: --builder podman.");
        }

        if (await MissingAsync(["newuidmap", "newgidmap"], cancellationToken).ConfigureAwait(false) is { Count: > 0 } missing)
        {
            return new BuilderProblem(
                what,
                $"not found: {string.Join(", ", missing)}",
                SystemPackages.Install("uidmap", "shadow-utils", "shadow-subids"));
        }

        foreach (var file in (string[])["/etc/subuid", "/etc/subgid"])
        {
            if (!await HasRangeAsync(file, user, cancellationToken).ConfigureAwait(false))
            {
                return new BuilderProblem(
                    what,
                    $"{file} gives no subordinate ids to {user}",
                    SubordinateIds.Grant(user));
            }
        }

        if (await TryAsync(SandboxMode.User, cancellationToken).ConfigureAwait(false) is not { } refusal)
            return null;
        var mend =
            ReadSetting("/proc/sys/kernel/unprivileged_userns_clone") == 0 ? "Run: sudo sysctl kernel.unprivileged_userns_clone=1"
            : ReadSetting("/proc/sys/user/max_user_namespaces") == 0 ? "Run: sudo sysctl user.max_user_namespaces=15000"
            : ReadSetting("/proc/sys/kernel/apparmor_restrict_unprivileged_userns") == 1
                ? "Run: sudo sysctl kernel.apparmor_restrict_unprivileged_userns=0"
                : "Run it as root, or use a container: --builder podman.";
        return new BuilderProblem(what, $"this machine gives its users no namespaces: {refusal}", mend);
    }

    /// <summary>Whether the file of subordinate ids has a line for the user; <c>getsubids</c> knows other sources, the file is the usual one.</summary>
    private async Task<bool> HasRangeAsync(string file, string user, CancellationToken cancellationToken)
    {
        var id = await UserIdAsync(cancellationToken).ConfigureAwait(false);
        return File.Exists(file)
            && (await File.ReadAllLinesAsync(file, cancellationToken).ConfigureAwait(false))
                .Select(static l => l.Split(':'))
                .Any(f => f.Length == 3
                    && (f[0] == user || f[0] == id)
                    && long.TryParse(f[2], NumberStyles.None, CultureInfo.InvariantCulture, out var count)
                    && count >= 65535);
    }

    private async Task<string?> TryAsync(SandboxMode mode, CancellationToken cancellationToken)
    {
        var result = await processes.RunAsync(new SandboxEntry(mode, SharesNetwork: false).Try(), cancellationToken).ConfigureAwait(false);
        return result.Succeeded ? null : result.Reason();
    }

    private async Task<string> UserIdAsync(CancellationToken cancellationToken) =>
        (await processes.RunAsync(Plain("id", "-u"), cancellationToken).ConfigureAwait(false)).Output.Trim();

    private async Task<IReadOnlyList<string>> MissingAsync(string[] programs, CancellationToken cancellationToken) =>
        (await processes.RunAsync(Plain("/bin/sh", ["-c", FindScript, "sh", .. programs]), cancellationToken).ConfigureAwait(false))
        .Output.Split('\n', StringSplitOptions.RemoveEmptyEntries | StringSplitOptions.TrimEntries);

    private static int? ReadSetting(string file) =>
        File.Exists(file) && int.TryParse(File.ReadAllText(file), CultureInfo.InvariantCulture, out var value) ? value : null;

    private static ProcessCommand Plain(string program, params string[] arguments) =>
        new(program, arguments) { Environment = SandboxEntry.Environment };
}
