using System;
using System.Collections.Generic;
using System.IO;
using System.Linq;
using System.Text;
using System.Threading;
using System.Threading.Tasks;
using Bivouac.Mkimage.Builders;
using Shouldly;
using Xunit;

namespace Bivouac.Mkimage.Tests.Builders;

/// <summary>What every builder holds to, whatever lies between it and this machine.</summary>
public abstract partial class BuilderContract : IAsyncLifetime
{
    private readonly string marker = "bivouac-test-" + Guid.NewGuid().ToString("N");
    private CancellationTokenSource deadline = null!;

    protected TestFolder Here { get; } = new();

    private protected IBuilder Builder { get; private set; } = null!;

    private protected BuilderLayout Layout { get; private set; } = null!;

    /// <summary>How long a test may take.</summary>
    protected virtual TimeSpan Patience => TimeSpan.FromMinutes(1);

    /// <summary>Whether the builder's files can be read in place.</summary>
    private protected virtual bool IsOfThisMachine => false;

    protected CancellationToken Token => deadline.Token;

    protected string Root => Layout.WorkRoot;

    /// <summary>Makes a builder with a work directory of its own; called twice, the two see the same.</summary>
    private protected abstract IBuilder Create(string workDirectory);

    public virtual async ValueTask InitializeAsync()
    {
        deadline = CancellationTokenSource.CreateLinkedTokenSource(TestContext.Current.CancellationToken);
        deadline.CancelAfter(Patience);
        try
        {
            Builder = Create(Here["work dir"]);
            Layout = await Builder.PrepareAsync(null, Token);
        }
        catch
        {
            // xunit disposes only what was initialized.
            Here.Dispose();
            throw;
        }
    }

    public virtual async ValueTask DisposeAsync()
    {
        GC.SuppressFinalize(this);
        try
        {
            if (Layout is not null)
            {
                foreach (var run in await Builder.ListRunsAsync(CancellationToken.None))
                    await Builder.StopAsync(run, CancellationToken.None);
                await Builder.ReleaseAsync();
            }
        }
        finally
        {
            deadline.Dispose();
            Here.Dispose();
        }
    }

    private protected Task<BuilderRun> StartAsync(string script) =>
        Builder.StartAsync(new BuilderCommand("test", ["sh", "-c", script], Layout.Environment, Root), Token);

    private protected Task<(int Code, string Log)> RunAsync(string script) =>
        RunAsync(new BuilderCommand("test", ["sh", "-c", script], Layout.Environment, Root));

    private protected async Task<(int Code, string Log)> RunAsync(BuilderCommand command)
    {
        var run = await Builder.StartAsync(command, Token);
        var log = await FollowAsync(run);
        return ((await Builder.GetStateAsync(run, Token)).ExitCode ?? -1, log);
    }

    private protected async Task<string> FollowAsync(BuilderRun run, long offset = 0, IBuilder? builder = null)
    {
        var log = new MemoryStream();
        await foreach (var chunk in (builder ?? Builder).FollowAsync(run, offset, Token))
        {
            chunk.Offset.ShouldBe(offset + log.Length);
            log.Write(chunk.Bytes.Span);
        }

        return Encoding.UTF8.GetString(log.ToArray());
    }

    private protected async Task UntilLoggedAsync(BuilderRun run, string text)
    {
        await foreach (var line in LogLines.ReadAsync(Builder.FollowAsync(run, 0, Token), Token))
        {
            if (line.Text == text)
                return;
        }

        Assert.Fail($"The run ended without saying '{text}'.");
    }

    // A builder of this machine: its processes are seen from outside of its namespaces.
    private List<string> MarkedProcesses()
    {
        var marked = new List<string>();
        foreach (var folder in Directory.EnumerateDirectories("/proc").Where(static f => char.IsAsciiDigit(Path.GetFileName(f)[0])))
        {
            try
            {
                var arguments = File.ReadAllText(Path.Combine(folder, "cmdline")).Split('\0');
                if (arguments.Length > 1 && arguments[^2] == marker)
                    marked.Add(folder);
            }
            catch (IOException)
            {
                // It has ended since.
            }
        }

        return marked;
    }

    private sealed class Said(List<string> lines) : IProgress<string>
    {
        public void Report(string value) => lines.Add(value);
    }
}
