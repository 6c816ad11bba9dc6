using System;
using System.IO;
using System.Linq;
using System.Threading;
using System.Threading.Tasks;
using Bivouac.Mkimage;
using Bivouac.Mkimage.Building.Events;
using Bivouac.Mkimage.Processes;
using Shouldly;
using Xunit;

namespace Bivouac.Alpine.Tests.Vendor;

/// <summary>A vendor's file and a build step, up to the overlay of a real image, in the sandbox.</summary>
/// <param name="alpine">The material.</param>
public sealed class BuildStepTests(AlpineFixture alpine)
{
    private static CancellationToken Token => TestContext.Current.CancellationToken;

    [Fact]
    public async Task V5_what_a_step_compiles_lands_in_the_overlay_and_is_made_once_for_a_kernel()
    {
        await using var step = new StepProject(alpine, "step", StepProject.Compile);
        var overlay = await step.BuildAsync();

        var hello = overlay["usr/local/bin/hello"];
        hello.Mode.ShouldBe((UnixFileMode)0b111_101_101);
        StepProject.Text(overlay, "usr/local/kernel").ShouldMatch("^6\\.1\\.[0-9]+-[0-9]+-lts\n$");
        StepProject.Content(overlay["usr/share/vendor/message.h"]).ShouldBe(StepProject.Message);
        step.TakeNotes().ShouldContain(t => t.Contains("step hello is made linux-lts-6.1", StringComparison.Ordinal));

        step.Project.Write("overlay/etc/motd", "another\n");
        StepProject.Content((await step.BuildAsync())["usr/local/bin/hello"]).ShouldBe(StepProject.Content(hello));
        step.TakeNotes().ShouldContain(t => t.Contains("step hello is reused", StringComparison.Ordinal));

        step.Project.Write("build/hello.sh", StepProject.Compile + "echo more >\"$BIVOUAC_OUT/more\"\n");
        (await step.BuildAsync()).ShouldContainKey("usr/local/more");
        step.TakeNotes().ShouldContain(t => t.Contains("step hello is made", StringComparison.Ordinal));
    }

    [Fact]
    public async Task A_step_sees_what_is_declared_and_nothing_else()
    {
        await using var step = new StepProject(alpine, "environment", """
            set -eu
            env | sed 's/=.*//' | sort | tr '\n' ' ' >"$BIVOUAC_OUT/names"
            { pwd; ls -A; ls "$BIVOUAC_DOWNLOADS"; ls "$BIVOUAC_PROJECT/build"; ls /sys /srv 2>/dev/null | head -n 3; cat /proc/net/dev | grep -c :; } >"$BIVOUAC_OUT/view"
            echo "$TOOL_VERSION $FLAG" >"$BIVOUAC_OUT/values"

            """);
        var overlay = await step.BuildAsync();

        StepProject.Text(overlay, "usr/local/names").ShouldBe("BIVOUAC_DOWNLOADS BIVOUAC_KERNELS BIVOUAC_OUT BIVOUAC_PROJECT FLAG HOME LC_ALL PATH PWD SHLVL TMPDIR TOOL_VERSION ");
        StepProject.Text(overlay, "usr/local/view").ShouldBe("/step/work\nmessage\nhello.c\nhello.sh\n1\n");
        StepProject.Text(overlay, "usr/local/values").ShouldBe("1.0 a b'c\n");
    }

    [Fact]
    public async Task What_a_step_complains_of_and_goes_on_spoils_no_image()
    {
        await using var step = new StepProject(alpine, "complaint", """
            lsb_release --id || true
            echo done >"$BIVOUAC_OUT/done"

            """);
        (await step.BuildAsync()).ShouldContainKey("usr/local/done");

        step.Project.Listener.Events.OfType<LogLineRead>().ShouldContain(l => l.Text.EndsWith("lsb_release: not found", StringComparison.Ordinal));
    }

    [Theory]
    [InlineData("script", "exit 3", "build step hello: its script exited 3")]
    [InlineData("nothing", "true", "build step hello: its script left nothing")]
    [InlineData("hang", "sleep 100", "build step hello: it was ended after its time of 2 s")]
    public async Task A_step_that_fails_ends_the_build_and_says_why(string name, string script, string why)
    {
        await using var step = new StepProject(alpine, name, "echo about to fail\n" + script + "\n") { Limit = TimeSpan.FromSeconds(2) };
        var failure = await Should.ThrowAsync<DriverException>(() => step.BuildAsync());

        failure.ExitCode.ShouldBe(ExitCode.MkimageFailed);
        failure.What.ShouldBe("A build step failed");
        failure.Why.ShouldStartWith(why);
        failure.Next.ShouldContain("about to fail");
    }

    /// <summary>What it left halfway must neither be taken for its output nor be in the way of the next one.</summary>
    [Fact]
    public async Task V5_a_step_that_is_killed_midway_leaves_nothing_that_is_taken_for_its_output()
    {
        await using var step = new StepProject(alpine, "killed", """
            echo half >"$BIVOUAC_OUT/half"
            sleep 4
            echo whole >"$BIVOUAC_OUT/whole"

            """);
        var root = Path.Combine(alpine.WorkDirectory, step.Plan().WorkName);
        var building = step.BuildAsync();
        while (!File.Exists(Path.Combine(root, "tmp/step/root/step/out/half")))
        {
            building.IsCompleted.ShouldBeFalse();
            await Task.Delay(50, Token);
        }

        (await KillAllAsync("/build-steps " + "/var/tmp/bivouac/" + step.Plan().WorkName)).ShouldBeGreaterThan(0);
        (await Should.ThrowAsync<DriverException>(() => building)).ExitCode.ShouldBe(ExitCode.MkimageFailed);
        Directory.EnumerateDirectories(Path.Combine(root, "steps")).ShouldBeEmpty();

        var overlay = await step.BuildAsync();
        StepProject.Text(overlay, "usr/local/whole").ShouldBe("whole\n");
        step.TakeNotes().ShouldContain(t => t.Contains("step hello is made", StringComparison.Ordinal));
    }

    /// <summary>Kills the processes of this machine whose command line has a text.</summary>
    private static async Task<int> KillAllAsync(string text)
    {
        var found = await new ProcessRunner().RunAsync(new("pgrep", ["-f", text]), Token);
        var ids = found.Output.Split('\n', StringSplitOptions.RemoveEmptyEntries);
        if (ids.Length > 0) await new ProcessRunner().RunAsync(new("/bin/kill", ["-s", "KILL", .. ids]), Token);
        return ids.Length;
    }
}
