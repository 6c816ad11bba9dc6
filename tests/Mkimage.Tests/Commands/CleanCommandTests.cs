using System;
using System.IO;
using System.Threading;
using System.Threading.Tasks;
using Bivouac.Mkimage.Building;
using Bivouac.Mkimage.Commands;
using Bivouac.Mkimage.Reporting;
using Bivouac.Mkimage.Tests.Project;
using Shouldly;
using Spectre.Console;
using Xunit;

namespace Bivouac.Mkimage.Tests.Commands;

/// <summary><c>clean</c> with a sandbox that was never made: it needs its work directory alone.</summary>
public sealed class CleanCommandTests : IDisposable
{
    private readonly TestProject _project = new("ALPINE_VERSION=3.21\n");

    private static CancellationToken Token => TestContext.Current.CancellationToken;

    private BuildPlan Plan => BuildPlan.Make(TestProject.Minimal(), _project.Context, "x86_64", null, _project.Output);

    private string Work => Path.Combine(_project.Root, "work");

    public void Dispose() => _project.Dispose();

    [Fact]
    public async Task It_waits_for_a_driver_that_stages_or_fetches_which_has_no_run_in_the_builder()
    {
        File.WriteAllText(Directory.CreateDirectory(Path.Combine(Work, Plan.WorkName)).FullName + "/sections", "x");
        Directory.CreateDirectory(Plan.StageFolder);
        using var told = new Watched("waiting for it to end");
        Task<ExitCode> cleaning;
        using (await BuildLock.TakeAsync(Plan, _ => { }, Token))
        {
            cleaning = CleanAsync(told);
            await Task.WhenAny(cleaning, told.Seen).WaitAsync(Token);
            Assert.SkipWhen(told.ToString().Contains("The sandbox cannot be made", StringComparison.Ordinal), "this machine gives no namespaces: " + told);
            cleaning.IsCompleted.ShouldBeFalse(told.ToString());
            File.Exists(Path.Combine(Work, Plan.WorkName, "sections")).ShouldBeTrue();
        }

        (await cleaning).ShouldBe(ExitCode.Success, told.ToString());
        told.ToString().ShouldStartWith("Another build of 'rescue' is running; waiting for it to end\nFreed ");
        Directory.Exists(Path.Combine(Work, Plan.WorkName)).ShouldBeFalse();
        Directory.Exists(Plan.StageFolder).ShouldBeFalse();
    }

    private Task<ExitCode> CleanAsync(TextWriter output) => DriverRun.InvokeAsync(
        new Reporter(AnsiConsole.Create(new AnsiConsoleSettings { Ansi = AnsiSupport.No, Out = new AnsiConsoleOutput(output) })),
        [TestProject.Minimal()],
        "clean", "--builder", "sandbox", "--project", _project.Folder, "--output", _project.Output, "--workdir", Work);

    /// <summary>Text that says when a word has come.</summary>
    private sealed class Watched(string word) : StringWriter
    {
        private readonly TaskCompletionSource seen = new(TaskCreationOptions.RunContinuationsAsynchronously);

        public Task Seen => seen.Task;

        public override void Write(string? value)
        {
            base.Write(value);
            if (ToString().Contains(word, StringComparison.Ordinal)) seen.TrySetResult();
        }
    }
}
