using System.CommandLine;
using System.IO;
using System.Linq;
using Bivouac.Mkimage.Reporting.Presentation;

namespace Bivouac.Mkimage.Commands;

/// <summary>The options of the command line, each defined once.</summary>
internal sealed class CommandLineOptions
{
    public Option<string[]> Profile { get; } = new("--profile", "-p") { Description = "The image, by its profile name; may be given several times. Needed when the project defines several.", HelpName = "NAME" };

    public Option<string> Project { get; } = new("--project") { Description = "The project's folder: overlay files and VERSIONS are looked up there. Default: where the program was built.", HelpName = "DIR" };

    public Option<string> Output { get; } = new("--output", "-o") { Description = "Where results go.", HelpName = "DIR", DefaultValueFactory = _ => "artifacts" };

    public Option<string> Arch { get; } = new("--arch") { Description = "The architecture to build. Default: every one that the image declares.", HelpName = "ARCH" };

    public Option<string> Tag { get; } = new("--tag") { Description = "mkimage's release tag, part of the ISO's name and volume id. Default: the Alpine branch.", HelpName = "TAG" };

    public Option<string> Builder { get; } = new("--builder") { Description = "Where mkimage.sh runs: host (this machine, when it is Alpine), sandbox (an Alpine root of its own on this machine), docker or podman (a container), ssh://[user@]host[:port][/dir] (an Alpine machine behind your own ssh), or auto: the first of host, sandbox, docker and podman that fits. Default: auto.", HelpName = "NAME" };

    public Option<string> Mirror { get; } = new("--mirror") { Description = "The Alpine mirror: a URL or a folder of the machine that builds. Default: Alpine's CDN.", HelpName = "URL|DIR" };

    public Option<string> Aports { get; } = new("--aports") { Description = "Where Alpine's mkimage scripts come from: the URL of an archive ({ref} stands for APORTS_REF of VERSIONS) or a folder that holds scripts/mkimage.sh.", HelpName = "URL|DIR" };

    public Option<string[]> ApkKey { get; } = new("--apk-key") { Description = "A public key file of a mirror that signs with its own; may be given several times.", HelpName = "FILE" };

    public Option<string> WorkDirectory { get; } = new("--workdir") { Description = "The builder's folder for stages and sections, on a real disk. Default: /var/tmp/bivouac-USER.", HelpName = "DIR" };

    public Option<bool> Verbose { get; } = new("--verbose", "-v") { Description = "Show the whole log of mkimage.sh, and stack traces of faults." };

    public Option<bool> Quiet { get; } = new("--quiet", "-q") { Description = "Print nothing but the path of the image, or the failure." };

    public Option<bool> Json { get; } = new("--json") { Description = "Print JSON for other programs." };

    public Option<bool> AllBuilders { get; } = new("--all") { Description = "All that are listed." };

    public Argument<string[]> BuilderNames { get; } = new("NAME") { Description = "Names that 'builder list' shows.", Arity = ArgumentArity.ZeroOrMore };

    public Option<string> Format { get; } = OneOf(new("--format") { Description = "How findings are printed: text, json, or sarif (SARIF 2.1.0, for code scanning).", DefaultValueFactory = _ => "text" }, "text", "json", "sarif");

    public Option<string> GraphFormat { get; } = OneOf(new("--format") { Description = "How the boot is drawn: text, mermaid (text that GitHub and others show as a picture), or svg.", DefaultValueFactory = _ => "text" }, "text", "mermaid", "svg");

    public Option<string> GraphFile { get; } = new("--file") { Description = "The file that it is written to. Default: the terminal.", HelpName = "FILE" };

    public Option<string> Report { get; } = new("--report") { Description = "A file for the findings besides: .sarif or .json, by its ending.", HelpName = "FILE" };

    public Option<bool> Stop { get; } = new("--stop") { Description = "End the build of this image that is running, with everything that it started, instead of following it." };

    public Option<bool> All { get; } = new("--all") { Description = "Everything: the sections of all projects, packages, logs, and what was fetched for builders." };

    public Option<bool> Rebuild { get; } = new("--rebuild") { Description = "Build although nothing changed since the last build." };

    public Option<bool> Offline { get; } = new("--offline") { Description = "Ask no vendor's server: downloads come from the cache, and livecd.lock says what they must be." };

    public Argument<string> Download { get; } = new("NAME") { Description = "A download, by its name in the definition." };

    public Argument<string?> Run { get; } = new("RUN") { Description = "A build by its id, as 'status' shows it. Default: the newest of the image.", Arity = ArgumentArity.ZeroOrOne };

    /// <summary>A variable that is not set in the shell gives an empty value, which is no path and no name.</summary>
    public CommandLineOptions()
    {
        foreach (var option in new Option[] { Profile, Project, Output, Arch, Tag, Builder, Mirror, Aports, ApkKey, WorkDirectory, Report, GraphFile })
        {
            option.Validators.Add(result =>
            {
                if (result.Tokens.Any(t => t.Value.Length == 0)) result.AddError(option.Name + " has an empty value; give it one, or leave it out.");
            });
        }
    }

    private static Option<string> OneOf(Option<string> option, params string[] words)
    {
        option.AcceptOnlyFromAmong(words);
        return option;
    }

    public void AddBuildOptions(Command command)
    {
        AddBuilderOptions(command);
        AddOutputOptions(command);
        command.Options.Add(Stop);
        command.Options.Add(Rebuild);
        command.Options.Add(Offline);
    }

    /// <summary>What every command takes that is about builds in a builder.</summary>
    public void AddBuilderOptions(Command command)
    {
        foreach (var option in new Option[] { Profile, Arch, Builder, Mirror, Aports, ApkKey, Output, WorkDirectory, Tag, Project }) command.Options.Add(option);
    }

    /// <summary>How a build is shown; of these options one at most makes sense.</summary>
    public void AddOutputOptions(Command command) => AddExclusive(command, Verbose, Quiet, Json);

    /// <summary>Options of which one at most makes sense.</summary>
    public static void AddExclusive(Command command, params Option<bool>[] options)
    {
        foreach (var option in options) command.Options.Add(option);
        command.Validators.Add(result =>
        {
            var given = options.Where(o => result.GetValue(o)).Select(o => o.Name).ToArray();
            if (given.Length > 1) result.AddError(string.Join(" and ", given) + " exclude each other; give one of them.");
        });
    }

    /// <summary>How a build is shown.</summary>
    public OutputStyle StyleOf(ParseResult result) =>
        result.GetValue(Json) ? OutputStyle.Json : result.GetValue(Quiet) ? OutputStyle.Quiet : result.GetValue(Verbose) ? OutputStyle.Verbose : OutputStyle.Normal;

    /// <summary>A folder below the current one keeps its relative form out of messages: all paths are absolute.</summary>
    public string OutputFolder(ParseResult result) => Path.GetFullPath(result.GetValue(Output) ?? "artifacts");
}
