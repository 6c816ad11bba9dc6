using System;
using System.Collections.Generic;
using System.Globalization;
using System.Threading;
using System.Threading.Tasks;
using Bivouac.Mkimage.Builders.Shell;
using Bivouac.Mkimage.Processes;

namespace Bivouac.Mkimage.Builders.Ssh;

/// <summary>Looks at the machine behind a connection.</summary>
/// <param name="connection">The connection.</param>
/// <param name="target">Where it leads.</param>
/// <param name="time">This machine's clock.</param>
internal sealed class SshMachine(SshConnection connection, SshTarget target, TimeProvider time)
{
    /// <summary>How far the clocks may be apart: beyond, certificates and package indexes are taken for expired or not yet valid.</summary>
    private static readonly TimeSpan MostSkew = TimeSpan.FromMinutes(5);

    /// <summary>The machine for an inspection.</summary>
    public InspectedMachine Inspected => new(
        "The builder " + target.Name,
        (script, arguments, token) => Shell(script, arguments, token),
        line => $"{target.ByHand.Replace("ssh ", "ssh -t ", StringComparison.Ordinal)} {line}",
        "Use a machine with Alpine Linux there, or the sandbox here, which needs none: --builder sandbox.");

    /// <summary>Asks who the user is there.</summary>
    /// <param name="cancellationToken">Ends the asking.</param>
    public async Task<SshUser> AskAsync(CancellationToken cancellationToken)
    {
        var result = await Shell(SshScripts.WhoAndWhen, [], cancellationToken).ConfigureAwait(false);
        return result.Output.Split('\n') is [var name, var home, var now, .. var proxies]
            && long.TryParse(now, NumberStyles.None, CultureInfo.InvariantCulture, out var seconds)
            ? new SshUser(name, home, time.GetUtcNow() - DateTimeOffset.FromUnixTimeSeconds(seconds)) { Proxies = proxies }
            : throw new DriverException(
                ExitCode.BuilderUnavailable,
                $"The builder {target.Name} cannot be used",
                $"its shell answers something else than was asked: {result.Reason()}",
                $"Give its user a plain shell, so that this prints nothing but a name: {target.ByHand} id -un");
    }

    /// <summary>Looks at the clock there.</summary>
    /// <param name="user">What was asked.</param>
    /// <param name="problems">Takes what is wrong.</param>
    public void InspectClock(SshUser user, ICollection<BuilderProblem> problems)
    {
        if (user.Behind.Duration() <= MostSkew)
            return;
        var now = time.GetUtcNow();
        problems.Add(new BuilderProblem(
            $"The clock of the builder {target.Name} is wrong, or this machine's",
            string.Create(CultureInfo.InvariantCulture, $"it says {now - user.Behind:yyyy-MM-dd HH:mm} UTC, this machine says {now:yyyy-MM-dd HH:mm}"),
            "Run: " + Inspected.ByHand((user.Name == "root" ? "" : "doas ") + "ntpd -n -q -p pool.ntp.org")));
    }

    /// <summary>Looks at the file system that the work directory is, or would be, on.</summary>
    /// <param name="workRoot">The work directory there.</param>
    /// <param name="problems">Takes what is wrong.</param>
    /// <param name="cancellationToken">Ends the asking.</param>
    /// <returns>The free bytes, or null when they cannot be asked for.</returns>
    public async Task<long?> InspectWorkRootAsync(string workRoot, ICollection<BuilderProblem> problems, CancellationToken cancellationToken)
    {
        var result = await Shell(SshScripts.FileSystem, [workRoot], cancellationToken).ConfigureAwait(false);
        if (result.Output.Split('\n') is not [var real, var format, var bytes, ..]
            || !long.TryParse(bytes, NumberStyles.None, CultureInfo.InvariantCulture, out var free))
            return null;
        WorkDirectory.Judge(workRoot, real, format, free, problems);
        return free;
    }

    /// <summary>Looks whether that machine reaches the mirror.</summary>
    /// <param name="mirror">The mirror: a URL, or a folder of that machine.</param>
    /// <param name="options">The branch and the architecture.</param>
    /// <param name="proxies">The proxies of that machine.</param>
    /// <param name="facts">Takes what is there.</param>
    /// <param name="problems">Takes what is wrong.</param>
    /// <param name="cancellationToken">Ends the asking.</param>
    public async Task InspectMirrorAsync(Mirror mirror, BuilderOptions options, IReadOnlyDictionary<string, string> proxies, ICollection<string> facts, ICollection<BuilderProblem> problems, CancellationToken cancellationToken)
    {
        var path = $"{Mirror.BranchFolder(options.Branch)}/main/{options.Arch}/APKINDEX.tar.gz";
        var result = await (mirror.IsFolder
            ? Shell(SshScripts.Mirror, [mirror.Location, path], cancellationToken)
            : connection.RunAsync(
                connection.Enter(ShellVariables.Before(["/bin/sh", "-c", ReachScript.Text, "sh", Mirror.Repositories(mirror.Location, options.Branch)[0], options.Arch, ""])) with
                {
                    Input = ShellVariables.Input(proxies),
                },
                cancellationToken)).ConfigureAwait(false);
        if (result.Succeeded)
        {
            facts.Add($"it reaches the mirror {mirror.Location}, which has branch {options.Branch} for {options.Arch}");
            return;
        }

        problems.Add(mirror.IsFolder
            ? new BuilderProblem(
                $"The builder {target.Name} has no mirror in {mirror.Location}",
                $"there is no {mirror.Location}/{path}; a folder is one of that machine, this machine's cannot be seen there",
                "Pass a mirror that it can reach: --mirror URL; or copy one there and pass the folder as that machine sees it: --mirror /DIR.")
            : new BuilderProblem(
                $"The builder {target.Name} cannot take {mirror.Location}/{path}",
                result.Reason(),
                "Pass a mirror that it can reach: --mirror URL, or --mirror DIR for a folder of that machine."));
    }

    /// <summary>Makes the work directory.</summary>
    /// <param name="workRoot">The work directory there.</param>
    /// <param name="cancellationToken">Ends the making.</param>
    public Task MakeWorkRootAsync(string workRoot, CancellationToken cancellationToken) =>
        WorkRootAsync(SshScripts.MakePrivate, [workRoot, target.Directory is null ? "default" : ""], cancellationToken);

    /// <summary>Refuses a work directory that another can have made.</summary>
    /// <param name="workRoot">The work directory there.</param>
    /// <param name="cancellationToken">Ends the looking.</param>
    public Task RequireOwnWorkRootAsync(string workRoot, CancellationToken cancellationToken) => WorkRootAsync(SshScripts.RequireOwn, [workRoot], cancellationToken);

    private async Task WorkRootAsync(string script, IReadOnlyList<string> arguments, CancellationToken cancellationToken)
    {
        var result = await Shell(script, arguments, cancellationToken).ConfigureAwait(false);
        if (result.Succeeded)
            return;
        throw new DriverException(
            ExitCode.BuilderUnavailable,
            $"{arguments[0]} of the builder {target.Name} cannot be used as work directory",
            result.ExitCode switch
            {
                SshScripts.IsLink => "it is a symbolic link in a folder that every user can write to",
                SshScripts.IsOpen => "every user can write to it",
                SshScripts.IsAnothers => "it belongs to another user",
                _ => result.Reason(),
            },
            $"Pass another folder: --builder {target.Name}/DIR.");
    }

    private Task<ProcessResult> Shell(string script, IReadOnlyList<string> arguments, CancellationToken cancellationToken) =>
        connection.RunAsync(connection.Enter(["/bin/sh", "-c", script, "sh", .. arguments]), cancellationToken);
}
