using System;
using System.Threading;
using System.Threading.Tasks;
using Bivouac.Mkimage.Building;
using Bivouac.Mkimage.Building.Events;
using Bivouac.Mkimage.Commands;
using Bivouac.Mkimage.Tests.Building;
using Bivouac.Mkimage.Tests.Project;
using Shouldly;
using Xunit;

namespace Bivouac.Mkimage.Tests.Commands;

/// <summary>Who attaches to a build has its builder before it takes the lock of the output; who builds has the lock first.</summary>
public sealed class BuildLockTests : IDisposable
{
    private readonly TestProject project = new();
    private readonly BuildEvents events = new(new RecordingListener(), TimeProvider.System);

    private static CancellationToken Token => TestContext.Current.CancellationToken;

    private BuildPlan Plan => BuildPlan.Make(TestProject.Minimal(), project.Context, "x86_64", null, project.Output);

    public void Dispose() => project.Dispose();

    [Fact]
    public async Task A_builder_is_released_while_the_lock_is_waited_for_and_ready_when_it_is_had()
    {
        var released = new TaskCompletionSource();
        var builder = new ScriptedBuilder { OnRelease = () => released.TrySetResult() };
        await builder.PrepareAsync(null, Token);
        var other = await BuildLock.TakeAsync(Plan, static _ => { }, Token);
        var waiting = BuildLock.TakeAsync(Plan, builder, events, Token);

        // The other one has the lock, and waits for the builder itself.
        await released.Task.WaitAsync(Token);
        other.Dispose();

        using var held = await waiting;
        builder.IsHeld.ShouldBeTrue();
    }

    [Fact]
    public async Task A_builder_is_kept_when_nobody_has_the_lock()
    {
        var builder = new ScriptedBuilder { OnRelease = static () => Assert.Fail("It was released.") };
        await builder.PrepareAsync(null, Token);

        using var held = await BuildLock.TakeAsync(Plan, builder, events, Token);

        builder.IsHeld.ShouldBeTrue();
    }
}
