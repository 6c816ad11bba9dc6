using System;
using System.Collections.Generic;
using System.Linq;
using System.Threading;
using System.Threading.Tasks;

namespace Bivouac.Mkimage.Builders;

/// <summary>Looks whether a machine is Alpine with abuild, its tools and a key.</summary>
/// <param name="options">The architecture, and the keys that the mirror signs with.</param>
/// <param name="machine">The machine: this one, or one behind a connection.</param>
internal sealed class AlpineHostInspector(BuilderOptions options, InspectedMachine machine) : IHostInspector
{
    /// <summary>What only Alpine has.</summary>
    internal const string ReleaseFile = "/etc/alpine-release";

    /// <summary>What mkimage.sh sources first.</summary>
    internal const string Functions = "/usr/share/abuild/functions.sh";

    /// <summary>Prints those of its arguments that are no programs.</summary>
    internal const string MissingScript = """for p; do command -v "$p" >/dev/null || echo "$p"; done""";

    /// <summary>Prints the private key as abuild itself reads its configuration: /etc/abuild.conf, then the user's.</summary>
    internal const string KeyScript = """. "$1"; printf '%s' "${PACKAGER_PRIVKEY:-}" """;

    /// <summary>Prints those of its arguments that are no files.</summary>
    internal const string NoFilesScript = """for f; do [ -f "$f" ] || printf '%s\n' "$f"; done""";

    /// <summary>Prints the release of Alpine, the user's id, and the version of apk, each on a line of its own.</summary>
    internal const string ReleaseScript = """[ -f "$1" ] || exit 44; head -n 1 "$1"; id -u; apk --version 2>/dev/null""";

    /// <summary>Prints the packages whose files or scripts apk's databases among its arguments call broken; other flags are no errors to apk.</summary>
    internal const string BrokenScript = """for f; do [ ! -r "$f" ] || awk '/^P:/ { name = substr($0, 3) } /^f:[^fs]*[fs]/ { print name }' "$f"; done""";

    /// <summary>Where apk keeps what is installed: versions 2 and 3.</summary>
    private static readonly string[] Databases = ["/lib/apk/db/installed", "/usr/lib/apk/db/installed"];

    private string asRoot = "";

    /// <inheritdoc/>
    public async Task<HostInspection> InspectAsync(CancellationToken cancellationToken)
    {
        var release = await machine.Shell(ReleaseScript, [ReleaseFile], cancellationToken).ConfigureAwait(false);
        if (release.Output.Split('\n', StringSplitOptions.TrimEntries) is not [var version, var user, .. var rest])
        {
            return new HostInspection([], [new BuilderProblem(
                $"{machine.Name} cannot run mkimage.sh",
                $"it is not Alpine Linux: there is no {ReleaseFile}",
                machine.Elsewhere)], null);
        }

        asRoot = user == "0" ? "" : "doas ";
        var apk = rest.FirstOrDefault(static l => l.StartsWith("apk-tools ", StringComparison.Ordinal))?.Split(' ', ',')[1];
        var facts = new List<string> { $"Alpine Linux {version}" + (apk is null ? "" : $" with apk {apk}") };
        var problems = new List<BuilderProblem>();
        var hasFunctions = (await NoFilesAsync([Functions], cancellationToken).ConfigureAwait(false)).Count == 0;
        await InspectToolsAsync(hasFunctions, facts, problems, cancellationToken).ConfigureAwait(false);
        if (user == "0") await InspectPackagesAsync(problems, cancellationToken).ConfigureAwait(false);
        var key = hasFunctions ? await InspectKeyAsync(facts, problems, cancellationToken).ConfigureAwait(false) : null;
        await InspectTrustAsync(problems, cancellationToken).ConfigureAwait(false);
        return new HostInspection(facts, problems, key);
    }

    private async Task InspectToolsAsync(bool hasFunctions, List<string> facts, List<BuilderProblem> problems, CancellationToken cancellationToken)
    {
        (string Program, string Package)[] tools = [.. AlpineTools.Programs(options.Arch), .. options.Packages.Select(static p => (p, p))];
        var result = await machine.Shell(MissingScript, [.. tools.Select(static t => t.Program)], cancellationToken).ConfigureAwait(false);
        var missing = result.Output.Split('\n', StringSplitOptions.RemoveEmptyEntries | StringSplitOptions.TrimEntries);
        var packages = tools.Where(t => missing.Contains(t.Program)).Select(static t => t.Package).ToHashSet();
        if (!hasFunctions)
            packages.Add("abuild");
        if (packages.Count == 0)
        {
            facts.Add("all tools of mkimage.sh are installed");
            return;
        }

        problems.Add(new BuilderProblem(
            $"{machine.Name} lacks tools of mkimage.sh",
            missing.Length > 0 ? $"not found: {string.Join(", ", missing)}" : $"there is no {Functions}",
            $"Run: {machine.ByHand($"{asRoot}apk add {string.Join(' ', packages.Order(StringComparer.Ordinal))}")}"));
    }

    // As root update-kernel begins with an 'apk add --quiet' of its own tools, and ends when that does.
    private async Task InspectPackagesAsync(List<BuilderProblem> problems, CancellationToken cancellationToken)
    {
        var result = await machine.Shell(BrokenScript, Databases, cancellationToken).ConfigureAwait(false);
        var broken = result.Output.Split('\n', StringSplitOptions.RemoveEmptyEntries | StringSplitOptions.TrimEntries).Distinct().ToArray();
        if (broken.Length == 0)
            return;
        problems.Add(new BuilderProblem(
            $"{machine.Name} has packages that are not installed whole",
            $"until they are, apk ends whatever it does with an error, and update-kernel ends with it and says nothing: {string.Join(", ", broken)}",
            $"Run: {machine.ByHand($"apk fix {string.Join(' ', broken)}")}"));
    }

    private async Task<string?> InspectKeyAsync(List<string> facts, List<BuilderProblem> problems, CancellationToken cancellationToken)
    {
        var result = await machine.Shell(KeyScript, [Functions], cancellationToken).ConfigureAwait(false);
        var key = result.Output.Trim();
        if (result.Succeeded && key.Length > 0 && (await NoFilesAsync([key, key + ".pub"], cancellationToken).ConfigureAwait(false)).Count == 0)
        {
            facts.Add($"packages are signed with {key}");
            return key;
        }

        problems.Add(new BuilderProblem(
            $"{machine.Name} has no abuild signing key",
            key.Length == 0 ? "abuild's configuration names none (PACKAGER_PRIVKEY)" : $"{key} or its .pub is not there",
            "Run: " + machine.ByHand("abuild-keygen -a -n")));
        return null;
    }

    // mkimage.sh trusts this folder alone; the machine's configuration is the user's, so it is only looked at.
    private async Task InspectTrustAsync(List<BuilderProblem> problems, CancellationToken cancellationToken)
    {
        if (options.ApkKeys.Count == 0)
            return;
        var trusted = $"/usr/share/apk/keys/{options.Arch}";
        var files = options.ApkKeys.ToDictionary(k => $"{trusted}/{System.IO.Path.GetFileName(k)}", static k => k, StringComparer.Ordinal);
        foreach (var file in await NoFilesAsync(files.Keys, cancellationToken).ConfigureAwait(false))
        {
            problems.Add(new BuilderProblem(
                $"mkimage.sh would not trust the mirror's key {files[file]}",
                $"it is not in {trusted}",
                $"Run: {machine.ByHand($"{asRoot}tee '{file}'")} <'{files[file]}'"));
        }
    }

    private async Task<IReadOnlyList<string>> NoFilesAsync(IEnumerable<string> files, CancellationToken cancellationToken)
    {
        var result = await machine.Shell(NoFilesScript, [.. files], cancellationToken).ConfigureAwait(false);
        return result.Output.Split('\n', StringSplitOptions.RemoveEmptyEntries);
    }
}
