using System;
using System.CommandLine;
using System.CommandLine.Help;
using System.IO;
using System.Reflection;
using System.Threading;
using System.Threading.Tasks;
using Bivouac.Mkimage.Building.Runs;
using Bivouac.Mkimage.Project;

namespace Bivouac.Mkimage.Commands;

/// <summary>The command line: what the commands are called and what they take.</summary>
internal sealed class CommandLineProgram
{
    private const string Examples = """
        Alpine Linux live ISOs declared in C#: checks the definition, drives Alpine's mkimage.sh, verifies the image.

        Examples:
          dotnet run                                   build the image into artifacts/
          dotnet run -- --mirror /srv/alpine           build from a local mirror
          dotnet run -- plan                           show what a build would do
          dotnet run -- check                          show what the rules find
          dotnet run -- check --report check.sarif     and write it down for code scanning
          dotnet run -- graph                          show what starts at boot, and what SSH waits for
          dotnet run -- index                          let the rules know the packages of the branch
          dotnet run -- attach                         follow a build that you left with Ctrl-C
          dotnet run -- --stop                         end it
          dotnet run -- boot --uefi                    boot the image in QEMU and run its smoke tests
          dotnet run -- doctor                         look whether a build would have what it needs
          dotnet run -- builder list                   show what was provisioned for builds, and its size
          dotnet run -- scripts --output scripts       write the scripts for use by hand
          dotnet run -- apkovl                         make the overlay alone

        Exit codes: 0 built and verified, 1 unexpected, 2 usage, 3 definition has errors, 4 builder unavailable,
        5 download or checksum, 6 mkimage failed, 7 image missing or wrong, 8 boot test failed, 130 interrupted.
        """;

    private readonly DriverServices _services;
    private readonly CommandLineOptions _options = new();
    private readonly BootOptions _bootOptions = new();

    public CommandLineProgram(DriverServices services) => _services = services;

    /// <summary>The version of the driver.</summary>
    public static string Version =>
        typeof(CommandLineProgram).Assembly.GetCustomAttribute<AssemblyInformationalVersionAttribute>()?.InformationalVersion.Split('+')[0] ?? "unknown";

    public async Task<int> RunAsync(string[] args)
    {
        try
        {
            return await InvokeAsync(args).ConfigureAwait(false);
        }
        catch (DriverException e)
        {
            // Help or the version could not be written.
            _services.Reporter.Failure(e);
            return (int)e.ExitCode;
        }
    }

    private async Task<int> InvokeAsync(string[] args)
    {
        var root = Root();
        var result = root.Parse(args, new ParserConfiguration());
        if (result.Errors.Count > 0)
        {
            foreach (var error in result.Errors) _services.Reporter.Error(error.Message);
            _services.Reporter.Error("Run it with --help to see the commands and options.");
            return (int)ExitCode.Usage;
        }

        using var help = new StringWriter();

        // The library would end the process at the first signal; what a signal means to a build is more than that.
        var invocation = new InvocationConfiguration { EnableDefaultExceptionHandler = false, Output = help, ProcessTerminationTimeout = null };
        var exitCode = await result.InvokeAsync(invocation).ConfigureAwait(false);
        if (help.GetStringBuilder().Length > 0) _services.Reporter.Line(help.ToString().ReplaceLineEndings("\n").TrimEnd('\n'));
        return exitCode;
    }

    /// <summary>
    /// A command of a name of its own, not the library's RootCommand: that is called as the program is, and a project may be called as one
    /// of the commands, <c>boot</c> for example.
    /// </summary>
    private Command Root()
    {
        var root = new Command("bivouac", Examples);
        root.Options.Add(new HelpOption());
        var version = new Option<bool>("--version") { Description = "Show the version of Bivouac." };
        root.Options.Add(version);
        _options.AddBuildOptions(root);
        root.SetAction((result, _) =>
        {
            if (!result.GetValue(version)) return GuardAsync(result, p => new BuildCommand(_services, _options).RunAsync(result, p));
            _services.Reporter.Line(Version);
            return Task.FromResult((int)ExitCode.Success);
        });
        root.Subcommands.Add(Command("build", "Build the image and verify it (the default).", _options.AddBuildOptions,
            (result, project, _) => new BuildCommand(_services, _options).RunAsync(result, project)));
        root.Subcommands.Add(Command("attach", "Follow a build that was started before, from any terminal or machine, up to the verified image.", c =>
            {
                c.Arguments.Add(_options.Run);
                _options.AddBuilderOptions(c);
                _options.AddOutputOptions(c);
                Add(c, _options.Stop, _options.Offline);
            },
            (result, project, _) => new AttachCommand(_services, _options).RunAsync(result, project)));
        root.Subcommands.Add(Command("boot", "Boot the built image in QEMU and run its smoke tests.", c =>
            {
                _bootOptions.AddTo(c);
                Add(c, _options.Profile, _options.Arch, _options.Output, _options.Tag, _options.Project);
                CommandLineOptions.AddExclusive(c, _options.Quiet, _options.Json);
            },
            (result, project, token) => new BootCommand(_services, _options, _bootOptions).RunAsync(result, project, token)));
        root.Subcommands.Add(Command("status", "List the builds that the builder knows.", c =>
            {
                _options.AddBuilderOptions(c);
                Add(c, _options.Json);
            },
            (result, project, _) => new StatusCommand(_services, _options).RunAsync(result, project)));
        root.Subcommands.Add(Command("logs", "Print the log of a build, and go on while it runs.", c =>
            {
                c.Arguments.Add(_options.Run);
                _options.AddBuilderOptions(c);
            },
            (result, project, _) => new LogsCommand(_services, _options).RunAsync(result, project)));
        root.Subcommands.Add(Command("du", "Show what builds take on the builder's disk and in this machine's cache.", _options.AddBuilderOptions,
            (result, project, _) => new DuCommand(_services, _options).RunAsync(result, project)));
        root.Subcommands.Add(Command("clean", "Free what builds of the project's images keep in the builder.", c =>
            {
                _options.AddBuilderOptions(c);
                Add(c, _options.All);
            },
            (result, project, _) => new CleanCommand(_services, _options).RunAsync(result, project)));
        root.Subcommands.Add(Command("scripts", "Write the scripts and everything that lies beside them.", c => Add(c, _options.Profile, _options.Output, _options.Project),
            (result, project, _) => Task.FromResult(new ScriptsCommand(_services, _options).Run(result, project))));
        root.Subcommands.Add(Command("apkovl", "Make the overlay archive alone; needs only a POSIX shell and tar.", c => Add(c, _options.Profile, _options.Arch, _options.Output, _options.Offline, _options.Project),
            (result, project, token) => new ApkovlCommand(_services, _options).RunAsync(result, project, token)));
        root.Subcommands.Add(Command("check", "Show what the rules find in the definitions and in VERSIONS.", c => Add(c, _options.Profile, _options.Format, _options.Report, _options.Project),
            (result, project, _) => Task.FromResult(new CheckCommand(_services, _options).Run(result, project))));
        root.Subcommands.Add(Command("graph", "Show what starts at boot, in which order, and how long SSH may have to wait.", c => Add(c, _options.Profile, _options.GraphFormat, _options.GraphFile, _options.Project),
            (result, project, _) => Task.FromResult(new GraphCommand(_services, _options).Run(result, project))));
        root.Subcommands.Add(Command("verify", "Ask the vendors' servers whether the declared downloads are there; nothing is fetched.",
            c => Add(c, _options.Profile, _options.Arch, _options.Output, _options.Offline, _options.Project),
            (result, project, token) => new DownloadsCommand(_services, _options).VerifyAsync(result, project, token)));
        root.Subcommands.Add(DownloadCommands());
        root.Subcommands.Add(Command("index", "Write the mirror's package indexes into the project, so that names and versions of packages are checked while you type.",
            c => Add(c, _options.Profile, _options.Arch, _options.Mirror, _options.Project),
            (result, project, token) => new IndexCommand(_services, _options).RunAsync(result, project, token)));
        root.Subcommands.Add(Command("doctor", "Look at everything that a build needs: builder, disk, clock, mirror, pins.",
            c => Add(c, _options.Profile, _options.Arch, _options.Builder, _options.Mirror, _options.Aports, _options.ApkKey, _options.Output, _options.WorkDirectory, _options.Project),
            (result, project, token) => new DoctorCommand(_services, _options).RunAsync(result, project, token)));
        root.Subcommands.Add(BuilderCommands());
        root.Subcommands.Add(Command("plan", "Show what would be staged, run, kept and downloaded.",
            c => Add(c, _options.Profile, _options.Arch, _options.Mirror, _options.Aports, _options.Output, _options.WorkDirectory, _options.Tag, _options.Project, _options.Json),
            (result, project, _) => Task.FromResult(new PlanCommand(_services, _options).Run(result, project))));
        return root;
    }

    private Command DownloadCommands()
    {
        var downloads = new Command("downloads", "What vendors' files are in this machine's cache, and what is recorded of them.");
        downloads.Subcommands.Add(Command("list", "List the cached files: their size and last use.", c => Add(c, _options.Profile, _options.Arch, _options.Output, _options.Project),
            (result, project, _) => Task.FromResult(new DownloadsCommand(_services, _options).List(result, project))));
        downloads.Subcommands.Add(Command("clean", "Remove the cached files that no build uses now.", c => Add(c, _options.Profile, _options.Arch, _options.Output, _options.Project),
            (result, project, _) => Task.FromResult(new DownloadsCommand(_services, _options).Clean(result, project))));
        downloads.Subcommands.Add(Command("accept", "Forget what livecd.lock says of a download, so that what its vendor says next is recorded.",
            c =>
            {
                c.Arguments.Add(_options.Download);
                Add(c, _options.Profile, _options.Arch, _options.Output, _options.Project);
            },
            (result, project, token) => new DownloadsCommand(_services, _options).AcceptAsync(result, project, token)));
        return downloads;
    }

    private Command BuilderCommands()
    {
        var builder = new Command("builder", "List or remove what was provisioned for builds: roots of sandboxes, images and volumes of containers.");
        builder.Subcommands.Add(Command("list", "List them: what they are, their size, when a build used them.",
            c => Add(c, _options.Mirror, _options.ApkKey, _options.WorkDirectory, _options.Project, _options.Json),
            (result, project, token) => new BuildersCommand(_services, _options).ListAsync(result, project, token)));
        builder.Subcommands.Add(Command("remove", "Remove some or all of them; the next build makes what it needs again.",
            c =>
            {
                c.Arguments.Add(_options.BuilderNames);
                Add(c, _options.AllBuilders, _options.Project);
            },
            (result, project, token) => new BuildersCommand(_services, _options).RemoveAsync(result, project, token)));
        return builder;
    }

    private Command Command(string name, string description, Action<Command> addOptions, Func<ParseResult, ProjectContext, CancellationToken, Task<int>> action)
    {
        var command = new Command(name, description);
        addOptions(command);
        command.SetAction((result, _) => GuardAsync(result, project => action(result, project, _services.Interrupts.Detach)));
        return command;
    }

    private static void Add(Command command, params Option[] options)
    {
        foreach (var option in options) command.Options.Add(option);
    }

    /// <summary>The one place where failures become words and exit codes.</summary>
    private async Task<int> GuardAsync(ParseResult result, Func<ProjectContext, Task<int>> action)
    {
        try
        {
            return await action(ProjectContext.Find(_services.Assembly, result.GetValue(_options.Project))).ConfigureAwait(false);
        }
        catch (DriverException e)
        {
            _services.Reporter.Failure(e);
            return (int)e.ExitCode;
        }
        catch (BuildDetachedException e)
        {
            _services.Reporter.Aside($"Build {e.Run.ShortId} was left: nothing of it is lost.");
            _services.Reporter.Aside($"  Follow it again:  dotnet run -- attach {e.Run.ShortId}");
            _services.Reporter.Aside($"  End it:           dotnet run -- attach {e.Run.ShortId} --stop");
            _services.Reporter.Aside($"  Its log:          {e.Run.LogFile}");
            return (int)ExitCode.Interrupted;
        }
        catch (BuildStoppedException e)
        {
            _services.Reporter.Error(e.Message + " Sections that were made are kept.");
            return (int)ExitCode.Interrupted;
        }
        catch (OperationCanceledException)
        {
            _services.Reporter.Error("Interrupted.");
            return (int)ExitCode.Interrupted;
        }
        catch (Exception e)
        {
            _services.Reporter.Unexpected(e, result.GetValue(_options.Verbose));
            return (int)ExitCode.Unexpected;
        }
    }
}
