using System;
using System.Collections.Concurrent;
using System.Collections.Generic;
using System.Diagnostics;
using System.Globalization;
using System.IO;
using System.Text.Json;
using System.Text.Json.Nodes;
using System.Threading;
using System.Threading.Channels;
using System.Threading.Tasks;
using Bivouac.Mkimage.Processes;
using Xunit;

namespace Bivouac.Mkimage.Tests.Processes;

/// <summary>The driver as a process of its own, which tells its events as JSON; it can be interrupted and killed at any of them.</summary>
internal sealed class DriverProcess : IDisposable
{
    private readonly Process process;
    private readonly Channel<JsonObject> events = Channel.CreateUnbounded<JsonObject>();
    private readonly ConcurrentQueue<string> errors = new();

    private DriverProcess(Process process) => this.process = process;

    /// <summary>What it wrote to its standard error.</summary>
    public string Errors => string.Join('\n', errors);

    private static CancellationToken Token => TestContext.Current.CancellationToken;

    /// <summary>Starts it.</summary>
    /// <param name="driver">The folder of its project below <c>tests</c>.</param>
    /// <param name="environment">Variables besides the test's own.</param>
    /// <param name="arguments">Its command line.</param>
    public static DriverProcess Start(string driver, IReadOnlyDictionary<string, string> environment, params IEnumerable<string> arguments)
    {
        // A group of its own, as a user's shell gives one to what it runs in the foreground: setsid becomes the program in place. Whoever is
        // started with SIGINT ignored, as nohup does and a shell in the background, leaves it so; a user's terminal never does.
        var start = new ProcessStartInfo("setsid") { RedirectStandardOutput = true, RedirectStandardError = true, UseShellExecute = false };
        start.ArgumentList.Add("env");
        start.ArgumentList.Add("--default-signal=INT");
        start.ArgumentList.Add("dotnet");
        start.ArgumentList.Add(Program(driver));
        foreach (var argument in arguments) start.ArgumentList.Add(argument);
        foreach (var (name, value) in environment) start.Environment[name] = value;
        var started = new DriverProcess(new Process { StartInfo = start });
        started.process.OutputDataReceived += (_, line) => started.Take(line.Data);
        started.process.ErrorDataReceived += (_, line) => started.errors.Enqueue(line.Data ?? "");
        started.process.Start();
        started.process.BeginOutputReadLine();
        started.process.BeginErrorReadLine();
        return started;
    }

    /// <summary>Waits for an event.</summary>
    /// <param name="isIt">Whether it is the one.</param>
    public async Task<JsonObject> WaitForAsync(Func<JsonObject, bool> isIt)
    {
        await foreach (var told in events.Reader.ReadAllAsync(Token))
            if (isIt(told)) return told;
        throw new InvalidOperationException($"It ended without the event that was waited for.\n{Errors}");
    }

    /// <summary>Waits for the beginning of a stage, or of a section (<c>section:kernel</c>).</summary>
    public Task<JsonObject> WaitForAsync(string what) => WaitForAsync(told => what.StartsWith("section:", StringComparison.Ordinal)
        ? (string?)told["event"] == "sectionStarted" && (string?)told["name"] == what["section:".Length..]
        : (string?)told["event"] == "stageStarted" && (string?)told["stage"] == what);

    /// <summary>Waits for its end.</summary>
    /// <returns>Its exit code and its last event.</returns>
    public async Task<(ExitCode Code, JsonObject? Ended)> EndAsync()
    {
        JsonObject? last = null;
        await foreach (var told in events.Reader.ReadAllAsync(Token)) last = told;
        await process.WaitForExitAsync(Token);
        return ((ExitCode)process.ExitCode, last);
    }

    /// <summary>Sends it a signal: <c>KILL</c>, <c>INT</c>, <c>TERM</c>.</summary>
    public Task SignalAsync(string signal) =>
        new ProcessRunner().RunAsync(new("/bin/kill", ["-s", signal, process.Id.ToString(CultureInfo.InvariantCulture)]), Token);

    /// <summary>Sends SIGINT to it and all that it has in its group, as a terminal does for Ctrl-C.</summary>
    public Task InterruptGroupAsync() =>
        new ProcessRunner().RunAsync(new("/bin/kill", ["-s", "INT", "--", "-" + process.Id.ToString(CultureInfo.InvariantCulture)]), Token);

    /// <summary>Kills it as a power cut would: it can do nothing any more.</summary>
    public async Task KillAsync()
    {
        await SignalAsync("KILL");
        await process.WaitForExitAsync(Token);
    }

    public void Dispose()
    {
        if (!process.HasExited) process.Kill();
        process.Dispose();
    }

    /// <summary>The program lies in its own project's folder, built with the same configuration as the tests.</summary>
    private static string Program(string driver)
    {
        var here = new DirectoryInfo(AppContext.BaseDirectory);
        var configuration = here.Parent!.Name;
        return Path.Combine(here.Parent!.Parent!.Parent!.Parent!.FullName, driver, "bin", configuration, here.Name, $"Bivouac.{driver}.dll");
    }

    private void Take(string? line)
    {
        if (line is null) events.Writer.TryComplete();
        else if (line.StartsWith('{') && Parse(line) is { } told) events.Writer.TryWrite(told);
        else errors.Enqueue(line);
    }

    /// <summary>One that is killed may leave half a line.</summary>
    private static JsonObject? Parse(string line)
    {
        try
        {
            return JsonNode.Parse(line) as JsonObject;
        }
        catch (JsonException)
        {
            return null;
        }
    }
}
