using System;
using System.Collections.Generic;
using System.IO;
using System.Linq;
using System.Threading.Tasks;
using Bivouac.Mkimage.Builders;
using Bivouac.Mkimage.Builders.Containers;
using Bivouac.Mkimage.Builders.Stores;
using Bivouac.Mkimage.Commands;
using Bivouac.Mkimage.Tests.Builders.Sandbox;
using Shouldly;
using Xunit;

namespace Bivouac.Mkimage.Tests.Builders.Containers;

/// <summary>The contract in containers of a real engine over a double of Alpine, and the containers' own promises.</summary>
/// <param name="engine">The engine.</param>
/// <param name="alpine">The double.</param>
public abstract partial class ContainerBuilderContract(Engine engine, AlpineDouble alpine) : BuilderContract
{
    protected override TimeSpan Patience => TimeSpan.FromMinutes(3);

    [Fact]
    public async Task The_layout_names_what_is_there_inside()
    {
        var (code, log) = await RunAsync(
            $"set -e; cat '{Layout.ScriptsFolder}/mkimage.sh' /etc/alpine-release; [ -d '{Layout.AportsFolder}/main/build-base' ]; "
            + $"stat -c '%a %u' '{Layout.SigningKey}'; [ -s '{Layout.SigningKey}.pub' ]; . $ABUILD_USERDIR/abuild.conf; echo \"$PACKAGER_PRIVKEY\"");

        code.ShouldBe(0, log);
        log.ShouldBe($"#!/bin/sh\necho double of mkimage.sh\n{AlpineDouble.Release}\n600 0\n{Layout.SigningKey}\n");
        Layout.Repositories.ShouldBe(["/srv/mirror/v3.20/main", "/srv/mirror/v3.20/community"]);
    }

    [Fact]
    public async Task It_has_no_right_that_the_engine_does_not_give_by_itself()
    {
        var container = (await ContainersAsync())[0];

        (await engine.LinesAsync("inspect", "--format", "{{.HostConfig.Privileged}} {{len .HostConfig.CapAdd}} {{.HostConfig.SecurityOpt}}", container))
            .ShouldHaveSingleItem().ShouldBe("false 0 [no-new-privileges]");
        (await RunAsync("grep NoNewPrivs /proc/self/status | tr -d '\\t'")).Log.ShouldBe("NoNewPrivs:1\n");
    }

    [Fact]
    public async Task It_sees_no_folder_of_this_machine()
    {
        var mounts = await engine.LinesAsync("inspect", "--format", "{{range .Mounts}}{{.Type}} {{.Destination}}\n{{end}}", (await ContainersAsync())[0]);

        mounts.Where(static m => !m.StartsWith("tmpfs ", StringComparison.Ordinal)).Order(StringComparer.Ordinal)
            .ShouldBe(["volume /srv/mirror", "volume " + Root]);
    }

    [Fact]
    public async Task A_mirror_folder_is_a_copy_that_builds_cannot_change_and_there_is_no_network()
    {
        var (_, log) = await RunAsync(
            "ls /srv/mirror/v3.20; touch /srv/mirror/x 2>/dev/null || echo read-only; sed -n 's/^ *\\([a-z0-9]*\\):.*/\\1/p' /proc/net/dev");

        log.ShouldBe("community\nmain\nread-only\nlo\n");
    }

    [Fact]
    public async Task The_private_key_is_in_memory_only()
    {
        (await RunAsync($"stat -f -c %T '{Layout.SigningKey}'")).Log.ShouldBe("tmpfs\n");
        var image = (await engine.LinesAsync("images", "-q", "--filter", $"label={ContainerNames.Kind}={ContainerNames.KindBuilder}"))[0];

        (await engine.RunAsync("run", "--rm", "--network", "none", image, "/bin/sh", "-c", "ls /root/.abuild 2>/dev/null | wc -l")).Output.Trim().ShouldBe("0");
    }

    [Fact]
    public async Task Dead_processes_are_not_left()
    {
        await RunAsync("for i in 1 2 3 4 5; do (sleep 0.1 &) ; done; sleep 0.5");

        (await RunAsync("grep -sl 'State:.Z' /proc/[0-9]*/status | wc -l")).Log.ShouldBe("0\n");
    }

    [Fact]
    public async Task A_stopped_container_is_started_again_and_what_ran_in_it_is_lost()
    {
        var run = await StartAsync("echo up; while :; do sleep 0.1; done");
        await UntilLoggedAsync(run, "up");
        var container = await ContainerOfAsync();
        (await engine.RunAsync("stop", "-t", "0", container)).Succeeded.ShouldBeTrue();

        var other = Create(Shared);
        await other.PrepareAsync(null, Token);

        (await other.GetStateAsync(run, Token)).Phase.ShouldBe(BuilderRunPhase.Lost);
        (await FollowAsync(run, 0, other)).ShouldBe("up\n");
        (await RunAsync($"[ -s '{Layout.SigningKey}' ] && echo again")).Log.ShouldBe("again\n");
    }

    [Fact]
    public async Task A_client_that_finds_its_container_stopped_starts_it()
    {
        (await engine.RunAsync("stop", "-t", "0", await ContainerOfAsync())).Succeeded.ShouldBeTrue();

        (await RunAsync("echo here")).Log.ShouldBe("here\n");
    }

    [Fact]
    public async Task Following_ends_when_the_container_is_stopped_under_it()
    {
        var run = await StartAsync("echo up; while :; do sleep 0.1; done");
        var container = await ContainerOfAsync();
        var lines = new List<string>();

        await foreach (var line in LogLines.ReadAsync(Builder.FollowAsync(run, 0, Token), Token))
        {
            lines.Add(line.Text);
            await engine.RunAsync("stop", "-t", "0", container);
        }

        lines.ShouldBe(["up"]);
        (await Builder.GetStateAsync(run, Token)).Phase.ShouldBe(BuilderRunPhase.Lost);
    }

    [Fact]
    public async Task A_changed_pin_makes_another_image_and_a_failure_leaves_none()
    {
        var before = await BuilderImagesAsync();
        var other = Fresh(Options() with { ApkKeys = [Here.Write("site.rsa.pub", "site's key")] });
        await other.PrepareAsync(null, Token);
        (await BuilderImagesAsync()).Count.ShouldBe(before.Count + 1);

        var failure = await Should.ThrowAsync<DriverException>(
            () => Fresh(Options() with { ApkKeys = [Here.Write("fail.rsa.pub", "")] }).PrepareAsync(null, Token));

        failure.ExitCode.ShouldBe(ExitCode.BuilderUnavailable);
        failure.Why.ShouldBe("ERROR: the double was told to fail");
        (await BuilderImagesAsync()).Count.ShouldBe(before.Count + 1);
        (await engine.LinesAsync("ps", "-a", "-q", "--filter", $"label={ContainerNames.Kind}={ContainerNames.KindMaking}")).ShouldBeEmpty();
    }

    [Fact]
    public async Task Two_that_begin_at_once_share_an_image_and_a_container()
    {
        var options = Options() with { ApkKeys = [Here.Write("two.rsa.pub", "two")], WorkDirectory = Here["shared"] };
        var before = (await ContainersAsync()).Count;
        var images = (await BuilderImagesAsync()).Count;

        await Task.WhenAll(Enumerable.Range(0, 3).Select(_ => Fresh(options).PrepareAsync(null, Token)));

        (await ContainersAsync()).Count.ShouldBe(before + 1);
        (await BuilderImagesAsync()).Count.ShouldBe(images + 1);
    }

    [Fact]
    public async Task A_wrong_checksum_is_refused_before_anything_is_imported()
    {
        var failure = await Should.ThrowAsync<DriverException>(
            () => Fresh(Options() with { MinirootfsSha256 = new string('0', 64), CacheDirectory = Here["other cache"] }).PrepareAsync(null, Token));

        failure.ExitCode.ShouldBe(ExitCode.DownloadFailed);
    }

    [Fact]
    public async Task Only_what_the_copy_of_a_mirror_lacks_is_sent()
    {
        foreach (var file in Directory.EnumerateFiles(alpine.Mirror, "*", SearchOption.AllDirectories))
        {
            var copy = Path.Combine(Here["mirror"], Path.GetRelativePath(alpine.Mirror, file));
            Directory.CreateDirectory(Path.GetDirectoryName(copy)!);
            File.Copy(file, copy);
        }

        Here.Write("mirror/v3.20/main/x86_64/one-1-r0.apk", "one");
        var options = Options() with { Mirror = Here["mirror"] };
        var said = new List<string>();
        await Fresh(options).PrepareAsync(new Said(said), Token);
        said.ShouldContain(static l => l.StartsWith("copying 3 of 3 files", StringComparison.Ordinal));
        Here.Write("mirror/v3.20/main/x86_64/two-1-r0.apk", "two");
        Here.Write("mirror/v3.20/main/x86_64/APKINDEX.tar.gz", "names two");
        said.Clear();

        var builder = Fresh(options);
        var layout = await builder.PrepareAsync(new Said(said), Token);

        said.ShouldHaveSingleItem().ShouldStartWith("copying 3 of 4 files");
        var run = await builder.StartAsync(
            new BuilderCommand("look", ["sh", "-c", "cd /srv/mirror/v3.20/main/x86_64; cat *.apk APKINDEX.tar.gz"], layout.Environment, layout.WorkRoot),
            Token);
        (await FollowAsync(run, 0, builder)).ShouldBe("onetwonames two");
    }

    [Fact]
    public async Task Images_and_volumes_are_listed_and_removed_but_not_while_a_build_runs_in_them()
    {
        var options = Options() with { ApkKeys = [Here.Write("store.rsa.pub", "store")], WorkDirectory = Here["shared"] };
        var builder = Fresh(options);
        var layout = await builder.PrepareAsync(null, Token);
        var run = await builder.StartAsync(new BuilderCommand("build", ["sh", "-c", "while :; do sleep 0.1; done"], layout.Environment, layout.WorkRoot), Token);
        var store = Store();

        var listed = await store.ListAsync(Token);

        var image = listed.Single(b => b.Kind == engine.Program + " image" && CurrentNames.Uses([options], b));
        image.Name.ShouldStartWith($"{engine.Program}:alpine-{AlpineDouble.Release}-x86_64-");
        (image.Release, image.Arch, image.Mirror, image.Minirootfs).ShouldBe((AlpineDouble.Release, "x86_64", alpine.Mirror, alpine.Sha256));
        var work = listed.Single(b => b.Name == $"{engine.Program}:{ContainerNames.WorkVolume(Here["shared"])}");
        foreach (var builds in (ProvisionedBuilder[])[image, work])
        {
            builds.Bytes.ShouldNotBeNull();
            builds.LastUsed.ShouldNotBeNull();
            (await Should.ThrowAsync<DriverException>(() => store.RemoveAsync(builds, Token))).What.ShouldBe($"{builds.Name} is in use and stays");
        }

        await builder.StopAsync(run, Token);
        await builder.ReleaseAsync();
        await store.RemoveAsync(image, Token);
        await store.RemoveAsync(work, Token);

        var left = (await store.ListAsync(Token)).Select(static b => b.Name).ToList();
        left.ShouldNotContain(image.Name);
        left.ShouldNotContain(work.Name);
        (await Fresh(options).ListRunsAsync(Token)).ShouldBeEmpty();
    }

    public override async ValueTask DisposeAsync()
    {
        await base.DisposeAsync();
        if (Layout is null)
            return;

        // The container stays for the next test, with an empty volume.
        await engine.RunAsync("exec", ContainerOf(Shared), "/bin/sh", "-c", "cd /var/tmp/bivouac && rm -rf ./* ./.[!.]*");
        foreach (var work in (string[])["other work", "shared"])
        {
            await engine.RunAsync("rm", "-f", ContainerOf(Here[work]));
            await engine.RunAsync("volume", "rm", ContainerNames.WorkVolume(Here[work]));
        }
    }

    // One for all tests, which run one after the other: to make a container takes seconds.
    private protected override IBuilder Create(string workDirectory)
    {
        engine.Require();
        return new ContainerBuilder(engine.Program, Options() with { WorkDirectory = Shared }, engine.Processes, new NoHttp())
        {
            StopGrace = TimeSpan.FromSeconds(1),
        };
    }

    private string Shared => Path.Combine(alpine.Cache, "work of " + engine.Program);

    private static string ContainerOf(string workDirectory) =>
        ContainerNames.WorkVolume(workDirectory).Replace("-work-", "-", StringComparison.Ordinal);

    private ContainerStore Store() => new(new ContainerCli(engine.Program, engine.Processes), engine.Processes, alpine.Cache);

    private ContainerBuilder Fresh(BuilderOptions options)
    {
        if (options.CacheDirectory != alpine.Cache)
            alpine.CopyKey(options.CacheDirectory);
        return new ContainerBuilder(engine.Program, options, engine.Processes, new NoHttp());
    }

    private BuilderOptions Options() => new()
    {
        Arch = "x86_64",
        Release = AlpineDouble.Release,
        Branch = "3.20",
        MinirootfsSha256 = alpine.Sha256,
        Mirror = alpine.Mirror,
        AportsSource = alpine.Aports,
        WorkDirectory = Here["other work"],
        CacheDirectory = alpine.Cache,
    };

    private Task<IReadOnlyList<string>> BuilderImagesAsync() =>
        engine.LinesAsync("images", "-q", "--filter", $"label={ContainerNames.Kind}={ContainerNames.KindBuilder}");

    private Task<IReadOnlyList<string>> ContainersAsync() =>
        engine.LinesAsync("ps", "-q", "--filter", $"label={ContainerNames.Kind}={ContainerNames.KindContainer}");

    private async Task<string> ContainerOfAsync() =>
        (await engine.LinesAsync("ps", "-q", "--filter", "volume=" + ContainerNames.WorkVolume(Shared))).ShouldHaveSingleItem();

    private sealed class Said(List<string> lines) : IProgress<string>
    {
        public void Report(string value) => lines.Add(value);
    }
}
