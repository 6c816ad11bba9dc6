using System;
using System.Collections;
using System.Collections.Generic;
using System.Linq;
using System.Threading;
using System.Threading.Tasks;
using Bivouac.Mkimage.Processes;

namespace Bivouac.Mkimage.Tests.Builders.Containers;

/// <summary>Starts processes in this one's environment with some variables of the test's, as a user's shell would set them.</summary>
internal sealed class SettingRunner(IReadOnlyDictionary<string, string> variables) : IProcessRunner
{
    private readonly ProcessRunner runner = new();

    public Task<ProcessResult> RunAsync(ProcessCommand command, CancellationToken cancellationToken = default) =>
        runner.RunAsync(command.Environment is null ? command with { Environment = Whole() } : command, cancellationToken);

    public Task StartDetachedAsync(ProcessCommand command, string logFile, CancellationToken cancellationToken = default) =>
        runner.StartDetachedAsync(command, logFile, cancellationToken);

    public Task SignalGroupAsync(int processGroup, GroupSignal signal, CancellationToken cancellationToken = default) =>
        runner.SignalGroupAsync(processGroup, signal, cancellationToken);

    private Dictionary<string, string> Whole()
    {
        var whole = Environment.GetEnvironmentVariables().Cast<DictionaryEntry>()
            .ToDictionary(static v => (string)v.Key, static v => (string)v.Value!, StringComparer.Ordinal);
        foreach (var (name, value) in variables)
            whole[name] = value;
        return whole;
    }
}
