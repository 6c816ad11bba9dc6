using System;
using System.Threading;
using System.Threading.Tasks;
using Bivouac.Mkimage.Builders.Containers;
using Bivouac.Mkimage.Tests.Builders.Sandbox;
using Shouldly;
using Xunit;

namespace Bivouac.Mkimage.Tests.Builders.Containers;

/// <summary>A driver that is interrupted or killed while it works with a container of a real engine.</summary>
/// <param name="engine">The engine.</param>
/// <param name="alpine">The double.</param>
public abstract class ContainerDriverTests(Engine engine, AlpineDouble alpine) : IAsyncLifetime
{
    private readonly TestFolder here = new();

    private static CancellationToken Token => TestContext.Current.CancellationToken;

    public ValueTask InitializeAsync() => ValueTask.CompletedTask;

    public async ValueTask DisposeAsync()
    {
        GC.SuppressFinalize(this);
        var volume = ContainerNames.WorkVolume(here["work"]);
        await engine.RunAsync("rm", "-f", volume.Replace("-work-", "-", StringComparison.Ordinal));
        await engine.RunAsync("volume", "rm", volume);
        here.Dispose();
    }

    [Theory]
    [InlineData("&& exec tar -x", false)]
    [InlineData("printf '%s\\n' \"$run\"", false)]
    [InlineData("setsid", true)]
    [InlineData("echo restarted", true)]
    public async Task Ctrl_C_leaves_the_build_wherever_it_is_and_tells_how_to_take_up_one_that_runs(string at, bool isStarted)
    {
        using var driver = DriverAtTheDoor.Start(here, engine, alpine, at);
        await driver.ReachedAsync(Token);
        await driver.Process.InterruptGroupAsync();
        driver.Open();

        var (code, _) = await driver.Process.EndAsync();

        code.ShouldBe(ExitCode.Interrupted, driver.Process.Errors);
        driver.Process.Errors.Contains("dotnet run -- attach", StringComparison.Ordinal).ShouldBe(isStarted, driver.Process.Errors);
        (await Fresh(driver).ListRunsAsync(Token)).Count.ShouldBe(isStarted ? 1 : 0);
    }

    [Fact]
    public async Task A_driver_that_stages_keeps_its_container_until_it_is_killed()
    {
        using var driver = DriverAtTheDoor.Start(here, engine, alpine, "&& exec tar -x");
        await driver.ReachedAsync(Token);
        var told = new TaskCompletionSource();
        var other = Fresh(driver, here.Write("other.rsa.pub", "other"));
        var preparing = other.PrepareAsync(new WaitNotice(told), Token);
        (await Task.WhenAny(told.Task, preparing)).ShouldBe(told.Task);

        await driver.Process.KillAsync();

        await preparing;
        await other.ReleaseAsync();
    }

    private ContainerBuilder Fresh(DriverAtTheDoor driver, params string[] keys) =>
        new(engine.Program, driver.Options with { ApkKeys = keys }, engine.Processes, new NoHttp());
}
