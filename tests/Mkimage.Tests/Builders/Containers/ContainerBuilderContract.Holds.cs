using System.Linq;
using System.Threading.Tasks;
using Bivouac.Mkimage.Builders.Containers;
using Bivouac.Mkimage.Builders.Stores;
using Bivouac.Mkimage.Commands;
using Shouldly;
using Xunit;

namespace Bivouac.Mkimage.Tests.Builders.Containers;

public abstract partial class ContainerBuilderContract
{
    [Fact]
    public async Task A_container_that_a_driver_uses_is_not_replaced_by_one_of_other_pins_until_it_is_released()
    {
        var options = Options() with { WorkDirectory = Here["shared"] };
        var first = Fresh(options);
        var layout = await first.PrepareAsync(null, Token);
        var told = new TaskCompletionSource();
        var other = Fresh(options with { ApkKeys = [Here.Write("other.rsa.pub", "other")] });
        var waiting = other.PrepareAsync(new WaitNotice(told), Token);
        (await Task.WhenAny(told.Task, waiting)).ShouldBe(told.Task);

        // All that a build does when nothing runs.
        Here.Write("in/file", "content");
        await first.PutAsync(Here["in"], layout.WorkRoot + "/in", Token);
        await first.FetchAsync(layout.WorkRoot + "/in/file", Here["out"], null, Token);
        waiting.IsCompleted.ShouldBeFalse();
        await first.ReleaseAsync();

        await waiting;
        (await other.ListAsync(layout.WorkRoot + "/in", Token)).ShouldHaveSingleItem().Name.ShouldBe("file");
        await other.ReleaseAsync();
    }

    [Fact]
    public async Task Two_of_other_pins_that_want_a_container_that_is_used_get_it_one_after_the_other()
    {
        var options = Options() with { WorkDirectory = Here["shared"] };
        var first = Fresh(options);
        await first.PrepareAsync(null, Token);
        ContainerBuilder[] others = [Fresh(options with { ApkKeys = [Here.Write("a.rsa.pub", "a")] }), Fresh(options with { ApkKeys = [Here.Write("b.rsa.pub", "b")] })];
        var told = others.Select(static _ => new TaskCompletionSource()).ToArray();
        var waiting = others.Select((other, i) => UseAsync(other, told[i])).ToArray();
        foreach (var (one, i) in told.Select(static (t, i) => (t, i))) (await Task.WhenAny(one.Task, waiting[i])).ShouldBe(one.Task);
        await first.ReleaseAsync();

        await Task.WhenAll(waiting);

        async Task UseAsync(ContainerBuilder builder, TaskCompletionSource waits)
        {
            var layout = await builder.PrepareAsync(new WaitNotice(waits), Token);
            (await builder.ListAsync(layout.WorkRoot, Token)).ShouldBeEmpty();
            await builder.ReleaseAsync();
        }
    }

    [Fact]
    public async Task A_container_that_is_started_again_for_a_driver_is_still_its_own()
    {
        var options = Options() with { WorkDirectory = Here["shared"] };
        var builder = Fresh(options);
        var layout = await builder.PrepareAsync(null, Token);
        var work = (await Store().ListAsync(Token)).Single(b => b.Name == $"{engine.Program}:{ContainerNames.WorkVolume(Here["shared"])}");
        (await engine.RunAsync("stop", "-t", "0", ContainerOf(Here["shared"]))).Succeeded.ShouldBeTrue();

        await builder.ListAsync(layout.WorkRoot, Token);

        (await Should.ThrowAsync<DriverException>(() => Store().RemoveAsync(work, Token))).Why.ShouldContain("a driver works with the container");
        await builder.ReleaseAsync();
        await Store().RemoveAsync(work, Token);
    }

    [Fact]
    public async Task What_a_driver_uses_is_not_removed()
    {
        var options = Options() with { ApkKeys = [Here.Write("used.rsa.pub", "used")], WorkDirectory = Here["shared"] };
        var builder = Fresh(options);
        await builder.PrepareAsync(null, Token);
        var listed = await Store().ListAsync(Token);
        ProvisionedBuilder[] used =
        [
            listed.Single(b => b.Kind == engine.Program + " image" && CurrentNames.Uses([options], b)),
            listed.Single(b => b.Name == $"{engine.Program}:{ContainerNames.WorkVolume(Here["shared"])}"),
        ];

        foreach (var one in used)
            (await Should.ThrowAsync<DriverException>(() => Store().RemoveAsync(one, Token))).What.ShouldBe($"{one.Name} is in use and stays");

        await builder.ReleaseAsync();
        foreach (var one in used)
            await Store().RemoveAsync(one, Token);
    }
}
