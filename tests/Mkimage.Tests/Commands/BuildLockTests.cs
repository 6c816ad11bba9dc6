using System;
using System.IO;
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

/// <summary>Two checkouts of a project whose images go into one folder, and who attaches to a build of a project that another builds.</summary>
public sealed class BuildLockTests : IDisposable
{
    private readonly TestProject _one = new();
    private readonly TestProject _other = new();
    private readonly BuildEvents _events = new(new RecordingListener(), TimeProvider.System);

    private static CancellationToken Token => TestContext.Current.CancellationToken;

    public void Dispose()
    {
        _one.Dispose();
        _other.Dispose();
    }

    [Fact]
    public async Task One_image_is_built_into_a_shared_output_folder_at_a_time()
    {
        var told = new TaskCompletionSource<string>(TaskCreationOptions.RunContinuationsAsynchronously);
        Task<BuildLock> second;
        using (await BuildLock.TakeAsync(Plan(_one), _ => { }, Token))
        {
            second = BuildLock.TakeAsync(Plan(_other), told.SetResult, Token);
            (await told.Task.WaitAsync(Token)).ShouldBe($"Another build of 'rescue' writes into {_one.Output}; waiting for it to end");
            second.IsCompleted.ShouldBeFalse();
        }

        (await second).Dispose();
    }

    [Fact]
    public async Task Another_image_or_architecture_does_not_wait()
    {
        using var first = await BuildLock.TakeAsync(Plan(_one), _ => { }, Token);

        (await BuildLock.TakeAsync(Plan(_other, arch: "aarch64"), Waits, Token)).Dispose();
        (await BuildLock.TakeAsync(Plan(_other, name: "kiosk"), Waits, Token)).Dispose();

        static void Waits(string note) => throw new InvalidOperationException(note);
    }

    [Fact]
    public async Task A_builder_is_released_while_the_lock_is_waited_for_and_ready_when_it_is_had()
    {
        var released = new TaskCompletionSource(TaskCreationOptions.RunContinuationsAsynchronously);
        var builder = new ScriptedBuilder { OnRelease = () => released.TrySetResult() };
        await builder.PrepareAsync(null, Token);
        var other = await BuildLock.TakeAsync(Plan(_one), _ => { }, Token);
        var waiting = BuildLock.TakeAsync(Plan(_one), builder, _events, Token);

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

        using var held = await BuildLock.TakeAsync(Plan(_one), builder, _events, Token);

        builder.IsHeld.ShouldBeTrue();
    }

    [Fact]
    public async Task An_output_folder_that_is_a_file_is_named_and_no_lock_stays_behind()
    {
        await File.WriteAllTextAsync(_one.Output, "", Token);

        (await Should.ThrowAsync<DriverException>(() => BuildLock.TakeAsync(Plan(_one), _ => { }, Token))).Next.ShouldContain("--output DIR");

        File.Delete(_one.Output);
        (await BuildLock.TakeAsync(Plan(_one), note => throw new InvalidOperationException(note), Token)).Dispose();
    }

    private BuildPlan Plan(TestProject project, string name = "rescue", string arch = "x86_64") =>
        BuildPlan.Make(TestProject.Minimal(name: name), project.Context, arch, null, _one.Output);
}
