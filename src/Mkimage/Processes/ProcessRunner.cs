using System;
using System.Collections;
using System.Collections.Generic;
using System.ComponentModel;
using System.Globalization;
using System.IO;
using System.Linq;
using System.Text;
using System.Threading;
using System.Threading.Tasks;
using CliWrap;

namespace Bivouac.Mkimage.Processes;

/// <summary>Starts processes through CliWrap. The only class that does.</summary>
public sealed class ProcessRunner : IProcessRunner
{
    // POSIX: a job put in the background by a shell without job control is no group leader, so that setsid(1) makes the
    // session in place instead of forking, with util-linux as with busybox.
    private const string Detach = """
        command -v setsid >/dev/null || exit 127
        log=$1
        input=$2
        shift 2
        if [ -z "$input" ]; then
            setsid "$@" </dev/null >>"$log" 2>&1 &
        else
            # The program may outlive who writes it. A substitution drops line feeds at the end; printf is the shell's own.
            input=$(cat && echo .)
            printf '%s' "${input%.}" 2>/dev/null | setsid "$@" >>"$log" 2>&1 &
        fi
        """;

    /// <inheritdoc/>
    public async Task<ProcessResult> RunAsync(ProcessCommand command, CancellationToken cancellationToken = default)
    {
        ArgumentNullException.ThrowIfNull(command);
        var output = new StringBuilder();
        var error = new StringBuilder();
        var targets = new List<PipeTarget>
        {
            command.Output is { } stream ? PipeTarget.ToStream(stream) : PipeTarget.ToStringBuilder(output, Encoding.UTF8),
        };
        var errorTargets = new List<PipeTarget> { PipeTarget.ToStringBuilder(error, Encoding.UTF8) };
        if (command.OnLine is { } onLine)
        {
            errorTargets.Add(PipeTarget.ToDelegate(onLine, Encoding.UTF8));
            if (command.Output is null)
                targets.Add(PipeTarget.ToDelegate(onLine, Encoding.UTF8));
        }

        var program = ProgramPath.Find(command.Program) ?? throw Cannot(command, "no folder of PATH has a program of that name");
        IReadOnlyList<string> arguments = command.Arguments;
        if (command.IsApartFromTerminal && !OperatingSystem.IsWindows() && ProgramPath.Find("setsid") is { } setsid)
        {
            // A process that leads no group, as this one's children, becomes the program in place: its id and exit code are the program's.
            arguments = [program, .. arguments];
            program = setsid;
        }

        var cli = Cli.Wrap(program)
            .WithArguments(arguments)
            .WithValidation(CommandResultValidation.None)
            .WithStandardOutputPipe(PipeTarget.Merge(targets))
            .WithStandardErrorPipe(PipeTarget.Merge(errorTargets));
        if (command.WorkingDirectory is { } folder)
            cli = cli.WithWorkingDirectory(folder);
        if (command.Environment is { } environment)
            cli = cli.WithEnvironmentVariables(WholeEnvironment(environment));
        if (command.Input is { } input)
            cli = cli.WithStandardInputPipe(PipeSource.Create(input));

        try
        {
            var result = await cli.ExecuteAsync(cancellationToken).ConfigureAwait(false);
            return new ProcessResult(result.ExitCode, output.ToString(), error.ToString());
        }
        catch (Win32Exception e)
        {
            throw Cannot(command, e.Message.TrimEnd('.'), e);
        }
    }

    /// <inheritdoc/>
    public async Task StartDetachedAsync(ProcessCommand command, string logFile, CancellationToken cancellationToken = default)
    {
        ArgumentNullException.ThrowIfNull(command);
        ArgumentNullException.ThrowIfNull(logFile);
        var start = command with
        {
            Program = "/bin/sh",
            Arguments = ["-c", Detach, "sh", Path.GetFullPath(logFile), command.Input is null ? "" : "input", command.Program, .. command.Arguments],
            Output = null,
            OnLine = null,
            IsApartFromTerminal = true,
        };
        var result = await RunAsync(start, cancellationToken).ConfigureAwait(false);
        if (!result.Succeeded)
        {
            throw new DriverException(
                ExitCode.BuilderUnavailable,
                "A build that survives a lost terminal cannot be started",
                result.ExitCode == 127 ? "there is no setsid(1) on this machine" : result.Reason(),
                "Install util-linux.");
        }
    }

    /// <inheritdoc/>
    public async Task SignalGroupAsync(int processGroup, GroupSignal signal, CancellationToken cancellationToken = default)
    {
        // 0 would be this process's own group, and -1 every process of the machine.
        ArgumentOutOfRangeException.ThrowIfLessThan(processGroup, 2);
        var name = signal switch
        {
            GroupSignal.Terminate => "TERM",
            GroupSignal.Kill => "KILL",
            _ => throw new ArgumentOutOfRangeException(nameof(signal)),
        };

        // A group that is gone makes kill fail, which is what is wanted.
        await RunAsync(
            new ProcessCommand(
                "/bin/sh",
                ["-c", "kill -s \"$1\" -- \"-$2\"", "sh", name, processGroup.ToString(CultureInfo.InvariantCulture)]),
            cancellationToken).ConfigureAwait(false);
    }

    private static DriverException Cannot(ProcessCommand command, string why, Exception? inner = null) => new(
        ExitCode.BuilderUnavailable,
        $"'{command.Program}' cannot be run",
        why,
        $"Install the package that holds '{command.Program}', or put it on PATH.",
        inner);

    private static Dictionary<string, string?> WholeEnvironment(IReadOnlyDictionary<string, string> environment)
    {
        // CliWrap adds to the inherited environment; a null takes a variable out of it.
        var whole = Environment.GetEnvironmentVariables().Cast<DictionaryEntry>()
            .ToDictionary(static v => (string)v.Key, static _ => (string?)null, StringComparer.Ordinal);
        foreach (var (name, value) in environment)
            whole[name] = value;
        return whole;
    }
}
