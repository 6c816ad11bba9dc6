using System;
using System.Collections.Generic;
using System.Globalization;
using System.IO;
using System.Linq;
using System.Security.Cryptography;
using System.Threading;
using System.Threading.Tasks;
using Bivouac.Mkimage.Builders;
using Bivouac.Mkimage.Builders.Ssh;
using Bivouac.Mkimage.Processes;
using Bivouac.Mkimage.Tests.Builders;
using Bivouac.Mkimage.Tests.Builders.Ssh;
using Shouldly;
using Xunit;

namespace Bivouac.Alpine.Tests.Builders.Ssh;

/// <summary>The builder behind ssh with a machine there that is Alpine: looked at, made fit, and built on with the real mkimage.sh.</summary>
/// <param name="alpine">The material.</param>
public sealed class SshAlpineTests(AlpineFixture alpine)
{
    private static CancellationToken Token => TestContext.Current.CancellationToken;

    [Fact]
    public async Task A_bare_machine_becomes_fit_by_the_commands_that_the_probe_names()
    {
        alpine.Require();
        await using var machine = await AlpineMachine.StartAsync();
        using var builder = Builder(machine, new ProcessRunner());
        var told = new List<string>();

        var probe = await machine.MendAsync(builder, told.Add);

        probe.Problems.ShouldBeEmpty();
        told[0].ShouldBe("The builder ssh://far lacks tools of mkimage.sh");
        told.ShouldContain(static p => p.StartsWith("mkimage.sh would not trust the mirror's key", StringComparison.Ordinal));
        told[^1].ShouldBe("The builder ssh://far has no abuild signing key");
        probe.Facts[0].ShouldStartWith($"Alpine Linux {AlpineFixture.Release} with apk 2.");
        probe.FreeBytes.ShouldNotBeNull().ShouldBeGreaterThan(0);
    }

    // Nothing is on the machine but what the probe asks for: one that is called fit builds.
    [Fact]
    public async Task An_image_is_built_though_the_connection_is_lost_and_a_second_build_sends_and_makes_only_what_has_changed()
    {
        var project = new AlpineProject(alpine, "ssh");
        await using var machine = await AlpineMachine.StartAsync();
        var processes = new RecordingRunner();
        using var builder = Builder(machine, processes);
        (await machine.MendAsync(builder)).Problems.ShouldBeEmpty();
        project.Write("overlay/etc/motd", "first\n");
        project.Write("overlay/usr/local/bin/hello", "#!/bin/sh\necho hello\n", executable: true);
        var plan = project.Plan(static iso =>
        {
            AlpineProject.Smallest(iso);
            iso.Tree("overlay");
        });
        var screens = new List<string>();
        var killed = 0;
        var isLost = false;
        project.Listener.Line = line =>
        {
            if (killed > 0 || !line.Contains("--> kernel", StringComparison.Ordinal)) return;
            screens.Add(ScreensAsync().GetAwaiter().GetResult());
            killed = machine.KillSessionsAsync().GetAwaiter().GetResult();
            screens.Add(ScreensAsync().GetAwaiter().GetResult());
            machine.WaitAsync("screen -p 0 -X hardcopy /tmp/shown && grep -q -e '--> kernel' /tmp/shown").GetAwaiter().GetResult();
        };
        project.Listener.Transfer = transfer =>
        {
            if (isLost || transfer.Bytes < transfer.TotalBytes / 3) return;
            isLost = true;
            machine.LoseLinkAsync().GetAwaiter().GetResult();
        };

        var first = await project.BuildAsync(plan, builder: builder);

        first.Report.Checks.ShouldAllBe(c => c.Passed);
        killed.ShouldBeGreaterThan(0);
        isLost.ShouldBeTrue();
        var offsets = Offsets(processes);
        offsets[0].ShouldBe(0);
        offsets[^1].ShouldBeGreaterThan(0);
        var run = (await builder.ListRunsAsync(Token)).ShouldHaveSingleItem();
        (await File.ReadAllTextAsync(plan.LogFile, Token)).ShouldBe(await File.ReadAllTextAsync(machine.Root + run.LogFile, Token));
        screens.ShouldAllBe(s => s.Contains($".bivouac-{run.Name}\t", StringComparison.Ordinal));
        await machine.WaitAsync("! screen -ls | grep -q bivouac");

        var had = Store(machine);
        project.Write("overlay/etc/motd", "second\n");
        var again = new RecordingRunner();
        using var sameBuilder = Builder(machine, again);
        var second = await project.BuildAsync(plan, builder: sameBuilder);

        second.Report.Checks.ShouldAllBe(c => c.Passed);
        second.Built.Sections.Select(s => s.Name).ShouldBe(["apkovl", "image"]);

        // The file, and the script that makes the overlay of it. Both are staged at two places.
        var changed = Directory.EnumerateFiles(plan.StageFolder, "*", SearchOption.AllDirectories).DistinctBy(Hash).Where(f => !had.Contains(Hash(f))).ToList();
        changed.Select(Path.GetFileName).ShouldBe(["motd", "genapkovl-small.sh"], ignoreOrder: true);
        Store(machine).Except(had).ShouldBe(changed.Select(Hash), ignoreOrder: true);
        again.Sent.ShouldBeLessThan(processes.Sent / 4);

        async Task<string> ScreensAsync() => (await machine.AskAsync("screen -ls")).Output;
    }

    /// <summary>A builder on the machine.</summary>
    internal static SshBuilder Builder(AlpineMachine machine, IProcessRunner processes) => new(
        new BuilderOptions
        {
            Arch = "x86_64",
            Release = AlpineFixture.Release,
            Branch = AlpineFixture.Branch,
            Mirror = AlpineMachine.Mirror,
            AportsSource = AlpineFixture.Aports,
            ApkKeys = AlpineFixture.Keys(),
            CacheDirectory = machine.Cache,
        },
        SshTarget.Parse("ssh://far"),
        processes,
        new NoHttp(),
        TimeProvider.System,
        machine.Settings);

    /// <summary>Where each transfer of the image began.</summary>
    private static List<long> Offsets(RecordingRunner processes) =>
        [.. processes.Lines.Where(static l => l.Contains("exec cat <&3", StringComparison.Ordinal)).Select(static l => long.Parse(l.Split('\'')[^2], CultureInfo.InvariantCulture))];

    /// <summary>The hashes of the contents that the machine has.</summary>
    private static HashSet<string> Store(AlpineMachine machine) =>
        [.. Directory.EnumerateFiles(machine.Root + "/var/tmp/bivouac-root/.store").Select(static f => Path.GetFileName(f))];

    private static string Hash(string file) => Convert.ToHexStringLower(SHA256.HashData(File.ReadAllBytes(file)));
}
