using System;
using System.Collections.Generic;
using System.IO;
using System.Linq;
using System.Threading;
using System.Threading.Tasks;
using Bivouac.Mkimage.Builders.Sandbox;
using Bivouac.Mkimage.Builders.Shell;
using Bivouac.Mkimage.Processes;

namespace Bivouac.Mkimage.Builders.Containers;

/// <summary>
/// Looks whether a container reaches a mirror that has a URL. That this machine does says nothing of it: a container has a loopback address,
/// names and routes of its own.
/// </summary>
/// <param name="cli">The program.</param>
/// <param name="mirror">The mirror.</param>
/// <param name="options">The branch and the architecture.</param>
internal sealed class ContainerReach(ContainerCli cli, Mirror mirror, BuilderOptions options)
{
    private const string GatewayMark = "gateway ";

    private string What => $"Containers of {cli.Program} do not reach the mirror {mirror.Location}";

    /// <summary>The command that looks, inside. What else it needs is its input, or in the container's own environment.</summary>
    /// <param name="isWhole">Whether the index is fetched, with all that apk makes sure of.</param>
    private IReadOnlyList<string> Command(bool isWhole) =>
        ShellVariables.Before(["/bin/sh", "-c", ReachScript.Text, "sh", Mirror.Repositories(mirror.Location, options.Branch)[0], options.Arch, isWhole ? "whole" : ""]);

    private static Func<Stream, CancellationToken, Task> Input(IReadOnlyDictionary<string, string> proxies) =>
        ShellVariables.Input(new Dictionary<string, string>(proxies, StringComparer.Ordinal) { ["PATH"] = SandboxEntry.Path });

    /// <summary>Looks from a container that is there and ends the build when the mirror is not reached.</summary>
    /// <param name="run">Runs a command with an input in the container.</param>
    /// <param name="proxies">The proxies that are asked.</param>
    /// <param name="cancellationToken">Ends the looking.</param>
    /// <exception cref="DriverException">It is not reached, or the container does not answer (<see cref="ExitCode.BuilderUnavailable"/>).</exception>
    public async Task RequireAsync(Func<IReadOnlyList<string>, Func<Stream, CancellationToken, Task>, Task<ProcessResult>> run, IReadOnlyDictionary<string, string> proxies, CancellationToken cancellationToken)
    {
        if (mirror.IsFolder)
            return;
        var result = await run(Command(isWhole: false), Input(proxies)).ConfigureAwait(false);
        if (await JudgeAsync(result, proxies, cancellationToken).ConfigureAwait(false) is { } problem)
            throw new DriverException(ExitCode.BuilderUnavailable, problem.What, problem.Why, problem.Mend);
    }

    /// <summary>Looks from a container of its own, where the engine has an image for one; changes nothing.</summary>
    /// <param name="proxies">The proxies that are asked.</param>
    /// <param name="facts">Takes what is there.</param>
    /// <param name="problems">Takes what is wrong.</param>
    /// <param name="cancellationToken">Ends the looking.</param>
    public async Task InspectAsync(IReadOnlyDictionary<string, string> proxies, ICollection<string> facts, ICollection<BuilderProblem> problems, CancellationToken cancellationToken)
    {
        if (mirror.IsFolder)
            return;
        var listed = await cli.RunAsync(cancellationToken, "images", "-q", "--filter", "label=" + ContainerNames.Kind).ConfigureAwait(false);
        if (listed.Output.Split('\n', StringSplitOptions.RemoveEmptyEntries | StringSplitOptions.TrimEntries) is not [var image, ..])
        {
            if (await OwnAddressAsync(proxies, said: null, gateway: null, cancellationToken).ConfigureAwait(false) is { } own)
                problems.Add(own);
            else
                facts.Add($"whether containers reach the mirror is seen at the first build: {cli.Program} has no image yet to look from");
            return;
        }

        var result = await cli.FeedAsync(
            Input(proxies),
            cancellationToken,
            ["run", "--rm", "-i", "--pull", "never", .. ContainerImage.Confinement(cli.Program, mirror, mirrorVolume: null), image, .. Command(isWhole: true)]).ConfigureAwait(false);
        if (await JudgeAsync(result, proxies, cancellationToken).ConfigureAwait(false) is { } problem)
            problems.Add(problem);
        else
            facts.Add($"containers of {cli.Program} reach the mirror");
    }

    private async Task<BuilderProblem?> JudgeAsync(ProcessResult result, IReadOnlyDictionary<string, string> proxies, CancellationToken cancellationToken)
    {
        if (result.Succeeded)
            return null;
        if (result.ExitCode != ReachScript.NotReached)
            return new BuilderProblem($"{cli.Program} cannot run a container that looks for the mirror", result.Reason(), $"Look at the engine with: {cli.Program} info, and {cli.Program} network ls");

        var gateway = Lines(result.Output).FirstOrDefault(static l => l.StartsWith(GatewayMark, StringComparison.Ordinal))?[GatewayMark.Length..];
        var said = string.Join("; ", Lines(result.Error)
            .Select(static l => l.StartsWith("wget: ", StringComparison.Ordinal) ? l["wget: ".Length..] : l)
            .Distinct()
            .Take(4));
        if (said.Contains("certificate verify failed", StringComparison.Ordinal))
        {
            return new BuilderProblem(
                What,
                "its certificate is signed by an authority that this machine trusts and Alpine in a container does not",
                "Pass it as http:// if its server answers so: apk proves packages and indexes by their signatures. Or pass it as a folder: --mirror DIR.");
        }

        if (gateway is null)
        {
            return new BuilderProblem(
                What,
                $"they have no way out of the engine's network: {said}",
                $"Look at its networks with: {cli.Program} network ls. Without one, pass the mirror as a folder, which is copied into a volume: --mirror DIR.");
        }

        return await OwnAddressAsync(proxies, said, gateway, cancellationToken).ConfigureAwait(false)
            ?? (IsNameUnknown(said)
                ? new BuilderProblem(
                    What,
                    $"this machine knows the name {mirror.Url.Host}, a container does not: {said}",
                    $"Pass the mirror by an address or by a name that DNS knows: --mirror URL, or let the engine's DNS know it.")
                : new BuilderProblem(
                    What,
                    $"this machine reaches it, a container does not: {said}",
                    $"Let this machine's firewall pass what comes from the engine's network ({gateway} is its gateway), or pass the mirror as a folder: --mirror DIR."));
    }

    /// <summary>The commonest mistake: the mirror, or the proxy before it, is named by this machine's loopback address.</summary>
    private async Task<BuilderProblem?> OwnAddressAsync(IReadOnlyDictionary<string, string> proxies, string? said, string? gateway, CancellationToken cancellationToken)
    {
        var proxy = Proxies.Of(proxies, mirror.Url);
        if (!await OwnAddress.IsLoopbackAsync((proxy ?? mirror.Url).Host, cancellationToken).ConfigureAwait(false))
            return null;
        var address = OwnAddress.ReachedFrom(gateway) ?? "ADDRESS";
        var heard = said is null ? "" : ": " + said;
        if (proxy is not null)
        {
            return new BuilderProblem(
                What,
                $"they would ask it through the proxy {proxy.Host}:{proxy.Port}, which is this machine itself; in a container {proxy.Host} is the container itself{heard}",
                $"Let the proxy listen on an address of this machine that containers reach, and set it so (such as {mirror.Url.Scheme}_proxy={proxy.Scheme}://{address}:{proxy.Port}), or take the mirror out of it: no_proxy={mirror.Url.Host}. A mirror that is a folder needs neither: --mirror DIR.");
        }

        return new BuilderProblem(
            What,
            $"the host {mirror.Url.Host} is this machine itself; in a container it is the container itself{heard}",
            $"Pass the folder that its server serves, which is copied into a volume: --mirror DIR. Or let the server listen on an address that this machine and containers both reach, such as: --mirror {new UriBuilder(mirror.Url) { Host = address }.Uri.AbsoluteUri.TrimEnd('/')}");
    }

    private static bool IsNameUnknown(string said) =>
        said.Contains("bad address", StringComparison.Ordinal) || said.Contains("DNS", StringComparison.Ordinal);

    private static IEnumerable<string> Lines(string text) => text.Split('\n', StringSplitOptions.RemoveEmptyEntries | StringSplitOptions.TrimEntries);
}
