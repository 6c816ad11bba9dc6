using System;
using System.IO;
using System.Linq;
using System.Threading;
using System.Threading.Tasks;
using Bivouac.Mkimage.Builders;
using Bivouac.Mkimage.Builders.Sandbox;
using Bivouac.Mkimage.Builders.Stores;
using Bivouac.Mkimage.Commands;
using Bivouac.Mkimage.Processes;
using Shouldly;
using Xunit;

namespace Bivouac.Mkimage.Tests.Builders.Sandbox;

/// <summary>Real roots over a double of Alpine: listed, told apart, removed, and kept while they are used.</summary>
/// <param name="alpine">The double.</param>
public sealed class SandboxStoreTests(AlpineDouble alpine) : IClassFixture<AlpineDouble>, IDisposable
{
    private readonly TestFolder here = new();

    private static CancellationToken Token => TestContext.Current.CancellationToken;

    private SandboxStore Store => new(here["cache"], new ProcessRunner());

    public void Dispose() => here.Dispose();

    [Fact]
    public async Task Each_root_is_listed_with_what_it_was_made_from()
    {
        await ProvisionAsync(Options());
        await ProvisionAsync(Options() with { ApkKeys = [here.Write("site.rsa.pub", "site's key")] });

        var roots = await Store.ListAsync(Token);

        roots.Count.ShouldBe(2);
        foreach (var root in roots)
        {
            root.Name.ShouldStartWith($"alpine-{AlpineDouble.Release}-x86_64-");
            root.Kind.ShouldBe("sandbox root");
            (root.Release, root.Arch, root.Mirror, root.Minirootfs).ShouldBe((AlpineDouble.Release, "x86_64", alpine.Mirror, alpine.Sha256));
            root.Bytes.ShouldNotBeNull().ShouldBeGreaterThan(new FileInfo("/bin/busybox").Length / 2);
            root.LastUsed.ShouldNotBeNull();
        }

        roots.Count(r => CurrentNames.Uses([Options()], r)).ShouldBe(1);
        roots.Count(r => CurrentNames.Uses([Options() with { MinirootfsSha256 = null }], r)).ShouldBe(1);
        roots.Count(r => CurrentNames.Uses([Options() with { MinirootfsSha256 = new string('0', 64) }], r)).ShouldBe(0);
    }

    [Fact]
    public async Task A_use_is_noted()
    {
        await ProvisionAsync(Options());
        var root = (await Store.ListAsync(Token)).ShouldHaveSingleItem();
        File.SetLastWriteTimeUtc(RootDescription.FileOf(RootOf(root)), new DateTime(2025, 1, 1, 0, 0, 0, DateTimeKind.Utc));

        await ProvisionAsync(Options());

        (await Store.ListAsync(Token))[0].LastUsed!.Value.Year.ShouldBeGreaterThan(2025);
    }

    [Fact]
    public async Task A_removed_root_is_gone_with_its_description_and_made_again_when_it_is_needed()
    {
        await ProvisionAsync(Options());
        var root = (await Store.ListAsync(Token)).ShouldHaveSingleItem();

        await Store.RemoveAsync(root, Token);

        (await Store.ListAsync(Token)).ShouldBeEmpty();
        Directory.EnumerateFileSystemEntries(here["cache/roots"]).Select(Path.GetFileName).ShouldBe([root.Name + ".lock"]);
        await ProvisionAsync(Options());
        (await Store.ListAsync(Token)).ShouldHaveSingleItem().Name.ShouldBe(root.Name);
    }

    [Fact]
    public async Task A_root_that_a_driver_works_with_stays()
    {
        var driver = Builder(Options());
        await driver.PrepareAsync(null, Token);
        var root = (await Store.ListAsync(Token)).ShouldHaveSingleItem();

        var failure = await Should.ThrowAsync<DriverException>(() => Store.RemoveAsync(root, Token));

        failure.ExitCode.ShouldBe(ExitCode.BuilderUnavailable);
        failure.What.ShouldBe($"{root.Name} is in use and stays");
        Directory.Exists(RootOf(root)).ShouldBeTrue();
        GC.KeepAlive(driver);
    }

    [Fact]
    public async Task A_root_that_a_build_without_its_driver_has_mounted_stays()
    {
        var driver = Builder(Options());
        var layout = await driver.PrepareAsync(null, Token);
        var run = await driver.StartAsync(new BuilderCommand("build", ["sh", "-c", "echo up; while :; do sleep 0.1; done"], layout.Environment, layout.WorkRoot), Token);
        await foreach (var line in LogLines.ReadAsync(driver.FollowAsync(run, 0, Token), Token))
        {
            line.Text.ShouldBe("up");
            break;
        }

        var root = (await Store.ListAsync(Token)).ShouldHaveSingleItem();

        // As when the driver has ended.
        await driver.ReleaseAsync();
        try
        {
            (await Should.ThrowAsync<DriverException>(() => Store.RemoveAsync(root, Token))).Why.ShouldContain("goes on without its driver");
        }
        finally
        {
            await driver.StopAsync(run, CancellationToken.None);
        }

        await Store.RemoveAsync(root, Token);
        (await Store.ListAsync(Token)).ShouldBeEmpty();
    }

    [Fact]
    public async Task Where_nothing_was_made_nothing_is_listed() => (await Store.ListAsync(Token)).ShouldBeEmpty();

    private string RootOf(ProvisionedBuilder root) => Path.Combine(here["cache/roots"], root.Name);

    private async Task ProvisionAsync(BuilderOptions options)
    {
        var builder = Builder(options);
        await builder.PrepareAsync(null, Token);
        await builder.ReleaseAsync();
    }

    private SandboxBuilder Builder(BuilderOptions options)
    {
        if (!Directory.Exists(here["cache/keys"]))
            alpine.CopyKey(here["cache"]);
        return new SandboxBuilder(options, new ProcessRunner(), new NoHttp()) { StopGrace = TimeSpan.FromSeconds(1) };
    }

    private BuilderOptions Options() => new()
    {
        Arch = "x86_64",
        Release = AlpineDouble.Release,
        Branch = "3.20",
        MinirootfsSha256 = alpine.Sha256,
        Mirror = alpine.Mirror,
        AportsSource = alpine.Aports,
        WorkDirectory = here["work"],
        CacheDirectory = here["cache"],
    };
}
