using System;
using System.IO;
using System.Threading;
using System.Threading.Tasks;
using Bivouac.Mkimage.Builders;
using Bivouac.Mkimage.Builders.Provisioning;
using Bivouac.Mkimage.Builders.Sandbox;
using Bivouac.Mkimage.Processes;
using Shouldly;
using Xunit;

namespace Bivouac.Mkimage.Tests.Builders.Sandbox;

/// <summary>The making of a root, over a double of Alpine.</summary>
/// <param name="alpine">The double.</param>
public sealed class SandboxRootTests(AlpineDouble alpine) : IClassFixture<AlpineDouble>, IDisposable
{
    private readonly TestFolder here = new();
    private readonly ProcessRunner processes = new();

    private static CancellationToken Token => TestContext.Current.CancellationToken;

    public void Dispose() => here.Dispose();

    [Fact]
    public async Task A_root_is_on_the_disk_before_it_has_its_name()
    {
        var flushed = "";

        using var root = await ProvideAsync(folder =>
        {
            File.Exists(folder + "/etc/apk/repositories").ShouldBeTrue("all of it is made by then");
            Directory.Exists(folder[..^".partial".Length]).ShouldBeFalse();
            flushed = folder;
            return Task.CompletedTask;
        });

        flushed.ShouldBe(root.Folder + ".partial");
    }

    [Fact]
    public async Task A_root_that_the_disk_does_not_take_is_not_used_and_told()
    {
        var failure = await Should.ThrowAsync<DriverException>(() => ProvideAsync(static _ => throw new IOException("Input/output error")));

        failure.ExitCode.ShouldBe(ExitCode.BuilderUnavailable);
        failure.Why.ShouldBe("Input/output error");
        Directory.EnumerateDirectories(here["cache/roots"]).ShouldBeEmpty();
    }

    private async Task<HeldRoot> ProvideAsync(Func<string, Task> flush)
    {
        alpine.CopyKey(here["cache"]);
        var options = new BuilderOptions
        {
            Arch = "x86_64",
            Release = AlpineDouble.Release,
            Branch = "3.20",
            MinirootfsSha256 = alpine.Sha256,
            Mirror = alpine.Mirror,
            CacheDirectory = here["cache"],
        };
        var mode = await new SandboxHost(processes).FindModeAsync([], [], Token);
        var mirror = Mirror.Parse(alpine.Mirror);
        return await new SandboxRoot(options, mirror, new MirrorFiles(mirror, new NoHttp()), processes, new SandboxEntry(mode!.Value, SharesNetwork: false), flush)
            .ProvideAsync(SigningKey.Find(here["cache"])!, [new SandboxMount(mirror.Location, BuilderRecipe.MirrorInside)], null, Token);
    }
}
