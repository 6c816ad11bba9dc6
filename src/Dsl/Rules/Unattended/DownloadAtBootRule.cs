using System;
using System.Collections.Generic;
using System.Linq;
using Bivouac.Rules.Overlay;

namespace Bivouac.Rules.Unattended;

/// <summary>BIV0806: something is fetched at boot that belongs on the medium (contract U10).</summary>
internal sealed class DownloadAtBootRule() : ModelRule(
    "BIV0806",
    "Download at boot",
    "{0} runs '{1}' at boot, which needs a network and a server that answers; {2}",
    UnattendedCategory.Name,
    Severity.Warning)
{
    private static readonly HashSet<string> Readers = new(["sh", "ash", "bash", "tar", "bsdtar", "cpio", "gunzip", "zcat", "unzip", "tee", "dd"], StringComparer.Ordinal);

    /// <summary>Options that take a value of their own: those of apk-tools 2.14 (apk --help), and git's before its command.</summary>
    private static readonly Dictionary<string, string[]> WithValue = new(StringComparer.Ordinal)
    {
        ["apk"] = ["-X", "--repository", "-p", "--root", "-t", "--virtual", "--arch", "--keys-dir", "--repositories-file", "--cache-dir", "--cache-max-age", "--wait", "--progress-fd", "--timeout"],
        ["git"] = ["-C", "-c", "--git-dir", "--work-tree", "-b", "--branch", "--depth", "-o", "--origin", "--reference", "-j", "--jobs"],
    };

    /// <inheritdoc/>
    public override IEnumerable<Finding> Check(RuleContext context)
    {
        foreach (var text in context.BootTexts)
            if (text.Calls.Select(c => (Command: c, Fetch: Of(c, text.Commands))).FirstOrDefault(f => f.Fetch is not null) is { Fetch: { } fetch, Command: var command })
                yield return At(text.Element, text.Where(command), fetch.Call, fetch.Advice);
    }

    private static Fetch? Of(ShellCommand command, IReadOnlyList<ShellCommand> all)
    {
        var words = Operands(command).ToArray();
        var verb = words.Length > 0 ? words[0].Text : "";
        var call = command.Name + " " + verb;
        return command.Name switch
        {
            "apk" => verb switch
            {
                "add" or "upgrade" or "update" or "fetch" when command.Has("--no-network") || command.Has("--repositories-file") || command.Has("--simulate") || command.Has('s') => null,
                "add" when words.Length > 1 && words.Skip(1).All(w => w.Text.EndsWith(".apk", StringComparison.Ordinal)) => null,
                "add" => new(call, "declare the packages with .Apks(...), or add --no-network when they are on the medium"),
                "upgrade" or "update" or "fetch" => new(call, "leave it out: the image has the packages that it was built with"),
                _ => null,
            },
            "pip" or "pip3" when verb == "install" && !command.Has("--no-index") => new(call, "put what it installs into the image, by a package or a .BuildStep(...)"),
            "npm" or "pnpm" or "yarn" when verb is "install" or "ci" or "add" && !command.Has("--offline") => new(call, "put what it installs into the image by a .BuildStep(...)"),
            "gem" or "cargo" or "go" when verb is "install" or "get" && !command.Has("--local") && !command.Has("--offline") => new(call, "put what it installs into the image by a .BuildStep(...)"),
            "git" when verb is "clone" or "pull" or "fetch" && !(words.Length > 1 && IsHere(words[1].Text)) => new(call, "put the files into the overlay, or fetch them with .Download(...)"),
            "wget" or "curl" when ShellDownload.Keeps(command) && Saves(command, all) && ShellDownload.HostOf(command) is { } host
                => new(command.Name + " ... " + host, "fetch it with .Download(...) when the image is built"),
            _ => null,
        };
    }

    /// <summary>The arguments that are neither options nor their values.</summary>
    private static IEnumerable<ShellWord> Operands(ShellCommand command)
    {
        WithValue.TryGetValue(command.Name, out var withValue);
        var isValue = false;
        foreach (var word in command.Arguments)
        {
            if (!isValue && !word.Text.StartsWith("-", StringComparison.Ordinal)) yield return word;
            isValue = !isValue && withValue?.Contains(word.Text) == true;
        }
    }

    /// <summary>Whether git's source is a folder of the image.</summary>
    private static bool IsHere(string source) => source.StartsWith("/", StringComparison.Ordinal) || source.StartsWith("file:", StringComparison.Ordinal);

    /// <summary>Whether what is fetched becomes files or is run: wget's into a file unless it says otherwise.</summary>
    private static bool Saves(ShellCommand command, IReadOnlyList<ShellCommand> all)
    {
        if (command.Redirections.Any(r => !r.Text.StartsWith("/dev/", StringComparison.Ordinal) && r.Text is not ("1" or "2"))) return true;
        if (all.Any(c => c.PipedFrom == command && Readers.Contains(c.Name))) return true;
        var options = command.Arguments.Where(a => a.Text.Length > 1 && a.Text[0] == '-').Select(a => a.Text).ToArray();
        if (command.Name == "curl") return options.Any(o => o.StartsWith("--output", StringComparison.Ordinal) || o.StartsWith("--remote-name", StringComparison.Ordinal) || (o[1] != '-' && o.IndexOfAny(['o', 'O']) > 0));
        var target = options.FirstOrDefault(o => o.StartsWith("--output-document", StringComparison.Ordinal) || (o[1] != '-' && o.IndexOf('O') > 0));
        return target is null || !(target.EndsWith("O-", StringComparison.Ordinal) || target.EndsWith("=-", StringComparison.Ordinal) || command.Has("-"));
    }

    private sealed record Fetch(string Call, string Advice);
}
