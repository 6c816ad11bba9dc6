using System;
using System.Threading;
using System.Threading.Tasks;
using Bivouac.Mkimage.Builders;
using Bivouac.Mkimage.Building;
using Bivouac.Mkimage.Building.Events;
using Bivouac.Mkimage.Building.Runs;
using Bivouac.Mkimage.Commands;
using Bivouac.Mkimage.Staging.Brought;
using Bivouac.Mkimage.Tests.Project;
using Xunit;

namespace Bivouac.Mkimage.Tests.Building;

/// <summary>A project, a clock that stands still, and the runner over a scripted builder, for the tests of <see cref="MkimageRunner"/>.</summary>
public abstract class MkimageRunnerTest : IDisposable
{
    private protected const string Iso = "alpine-rescue-3.21-x86_64.iso";

    private protected static CancellationToken Token => TestContext.Current.CancellationToken;

    private protected TestProject Project { get; } = new();

    private protected ManualClock Clock { get; } = new(new DateTimeOffset(2025, 3, 18, 12, 0, 0, 700, TimeSpan.Zero));

    private protected RecordingListener Listener { get; } = new();

    public void Dispose()
    {
        Project.Dispose();
        GC.SuppressFinalize(this);
    }

    private protected static BuilderRun Run(string id, string workName) => new(id, new RunName(workName, "0123456789abcdef", "5e6f7a8b").ToString(), default, $"/builder/.runs/{id}/log");

    private protected ScriptedBuilder Builder(params string[] log) => new() { Clock = Clock, Log = log };

    private protected BuildPlan Plan(LiveCdImage? image = null) => BuildPlan.Make(image ?? TestProject.Minimal(), Project.Context, "x86_64", null, Project.Output);

    private protected MkimageRunner Runner(ScriptedBuilder builder) => new(builder, new BuildEvents(Listener, Clock), Clock);

    private protected Task<MkimageResult> RunAsync(ScriptedBuilder builder, LiveCdImage? image = null, BuildInterrupts? interrupts = null, Action<string>? started = null, Task? ready = null, SourceDate? date = null)
    {
        var plan = Plan(image);
        return Runner(builder).RunAsync(plan, VerifiedBuild.StageOf(plan, Project.Context, BroughtFiles.None), date ?? OverlayRun.Now, interrupts ?? new(Token, CancellationToken.None), ready, started);
    }
}
