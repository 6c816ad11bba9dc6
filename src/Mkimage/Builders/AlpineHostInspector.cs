using System;
using System.Collections.Generic;
using System.IO;
using System.Linq;
using System.Threading;
using System.Threading.Tasks;
using Bivouac.Mkimage.Processes;

namespace Bivouac.Mkimage.Builders;

/// <summary>Looks whether this machine is Alpine with abuild, its tools and a key.</summary>
/// <param name="options">The architecture, and the keys that the mirror signs with.</param>
/// <param name="processes">Asks the shell.</param>
internal sealed class AlpineHostInspector(BuilderOptions options, IProcessRunner processes) : IHostInspector
{
    /// <summary>What only Alpine has.</summary>
    internal const string ReleaseFile = "/etc/alpine-release";

    /// <summary>What mkimage.sh sources first.</summary>
    internal const string Functions = "/usr/share/abuild/functions.sh";

    /// <summary>Prints those of its arguments that are no programs.</summary>
    internal const string MissingScript = """for p; do command -v "$p" >/dev/null || echo "$p"; done""";

    /// <summary>Prints the private key as abuild itself reads its configuration: /etc/abuild.conf, then the user's.</summary>
    internal const string KeyScript = """. "$1"; printf '%s' "${PACKAGER_PRIVKEY:-}" """;

    /// <inheritdoc/>
    public async Task<HostInspection> InspectAsync(CancellationToken cancellationToken)
    {
        if (!File.Exists(ReleaseFile))
        {
            return new HostInspection([], [new BuilderProblem(
                "This machine cannot run mkimage.sh",
                $"it is not Alpine Linux: there is no {ReleaseFile}",
                "Use the sandbox, which needs no Alpine: --builder sandbox.")], null);
        }

        var version = await File.ReadAllTextAsync(ReleaseFile, cancellationToken).ConfigureAwait(false);
        var facts = new List<string> { $"Alpine Linux {version.Trim()}" };
        var problems = new List<BuilderProblem>();
        await InspectToolsAsync(facts, problems, cancellationToken).ConfigureAwait(false);
        var key = await InspectKeyAsync(facts, problems, cancellationToken).ConfigureAwait(false);
        InspectTrust(problems);
        return new HostInspection(facts, problems, key);
    }

    private async Task InspectToolsAsync(List<string> facts, List<BuilderProblem> problems, CancellationToken cancellationToken)
    {
        (string Program, string Package)[] tools = [.. AlpineTools.Programs(options.Arch), .. options.Packages.Select(static p => (p, p))];
        var result = await processes.RunAsync(
            Sh(MissingScript, [.. tools.Select(static t => t.Program)]),
            cancellationToken).ConfigureAwait(false);
        var missing = result.Output.Split('\n', StringSplitOptions.RemoveEmptyEntries | StringSplitOptions.TrimEntries);
        var packages = tools.Where(t => missing.Contains(t.Program)).Select(static t => t.Package).ToHashSet();
        if (!File.Exists(Functions))
            packages.Add("abuild");
        if (packages.Count == 0)
        {
            facts.Add("all tools of mkimage.sh are installed");
            return;
        }

        problems.Add(new BuilderProblem(
            "This machine lacks tools of mkimage.sh",
            missing.Length > 0 ? $"not found: {string.Join(", ", missing)}" : $"there is no {Functions}",
            $"Run: {AsRoot}apk add {string.Join(' ', packages.Order(StringComparer.Ordinal))}"));
    }

    private async Task<string?> InspectKeyAsync(List<string> facts, List<BuilderProblem> problems, CancellationToken cancellationToken)
    {
        if (!File.Exists(Functions))
            return null;
        var result = await processes.RunAsync(Sh(KeyScript, Functions), cancellationToken).ConfigureAwait(false);
        var key = result.Output.Trim();
        if (result.Succeeded && key.Length > 0 && File.Exists(key) && File.Exists(key + ".pub"))
        {
            facts.Add($"packages are signed with {key}");
            return key;
        }

        problems.Add(new BuilderProblem(
            "This machine has no abuild signing key",
            key.Length == 0 ? "abuild's configuration names none (PACKAGER_PRIVKEY)" : $"{key} or its .pub is not there",
            "Run: abuild-keygen -a -n"));
        return null;
    }

    // mkimage.sh trusts this folder alone; the host's configuration is the user's, so it is only looked at.
    private void InspectTrust(List<BuilderProblem> problems)
    {
        var trusted = $"/usr/share/apk/keys/{options.Arch}";
        foreach (var key in options.ApkKeys)
        {
            if (!File.Exists(Path.Combine(trusted, Path.GetFileName(key))))
            {
                problems.Add(new BuilderProblem(
                    $"mkimage.sh would not trust the mirror's key {key}",
                    $"it is not in {trusted}",
                    $"Run: {AsRoot}cp '{key}' {trusted}/"));
            }
        }
    }

    // As a build sees it: nothing of the user's environment but where his configuration is.
    private static ProcessCommand Sh(string script, params string[] arguments) => new("/bin/sh", ["-c", script, "sh", .. arguments])
    {
        Environment = new Dictionary<string, string>(HostBuilder.CleanEnvironment, StringComparer.Ordinal)
        {
            ["HOME"] = Environment.GetFolderPath(Environment.SpecialFolder.UserProfile),
        },
    };

    private static string AsRoot => Environment.UserName == "root" ? "" : "doas ";
}
