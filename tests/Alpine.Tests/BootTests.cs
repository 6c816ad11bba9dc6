using System;
using System.IO;
using System.Linq;
using System.Threading;
using System.Threading.Tasks;
using Bivouac.Mkimage.Booting;
using Bivouac.Mkimage.Booting.Events;
using Bivouac.Mkimage.Booting.Smoke;
using Bivouac.Mkimage.Processes;
using Bivouac.Mkimage.Tests.Booting;
using Shouldly;
using Xunit;

namespace Bivouac.Alpine.Tests;

/// <summary>Images that were built with the real mkimage.sh are booted in QEMU, and their declared smoke tests are run.</summary>
public sealed class BootTests(AlpineFixture alpine)
{
    private static CancellationToken Token => TestContext.Current.CancellationToken;

    [Fact]
    public async Task U1_U7_U8_an_image_boots_and_passes_what_it_declares_though_a_service_hangs()
    {
        var (project, plan, iso) = await BuildAsync();
        var told = new RecordingBoot();

        var outcome = await new BootRun(Request(project, plan, iso) with { Expect = "Welcome to Alpine Linux" }, new ProcessRunner(), new BootEvents(told, TimeProvider.System), TimeProvider.System).RunAsync(Token);

        outcome.Results.Select(r => $"{r.Name}: {r.Outcome} {r.Why}").ShouldBe(
            [
                "ssh: Passed 'true' returned 0 over ssh",
                "sshd answers: Passed port 22 accepts connections",
                "a service listens: Passed port 8080 accepts connections",
                $"release: Passed 'cat /etc/alpine-release' returned 0 over ssh and printed '^{AlpineFixture.Branch.Replace(".", "\\.", StringComparison.Ordinal)}'",
                outcome.Results[4].Name + ": Passed " + outcome.Results[4].Why,
                outcome.Results[5].Name + ": Passed " + outcome.Results[5].Why,
            ],
            string.Join('\n', outcome.Tail));
        outcome.Results[4].Why.ShouldEndWith("small login:");
        File.ReadAllText(outcome.LogFile).ShouldContain("small login:");
        told.Events.OfType<BootStarted>().Last().IsUefi.ShouldBeFalse();
    }

    [Fact]
    public async Task U1_without_a_network_card_and_by_UEFI_the_image_boots_and_ssh_is_not_asked()
    {
        var (project, plan, iso) = await BuildAsync();
        Assert.SkipUnless(File.Exists("/usr/share/OVMF/OVMF_CODE_4M.fd"), "there is no OVMF on this machine (Debian: ovmf)");

        var outcome = await new BootRun(Request(project, plan, iso) with { IsUefi = true, HasNetwork = false }, new ProcessRunner(), new BootEvents(new RecordingBoot(), TimeProvider.System), TimeProvider.System).RunAsync(Token);

        outcome.Passed.ShouldBeTrue(string.Join('\n', outcome.Tail));
        outcome.Results.Select(r => r.Outcome).ShouldBe([SmokeTestOutcome.NotRun, SmokeTestOutcome.NotRun, SmokeTestOutcome.NotRun, SmokeTestOutcome.NotRun, SmokeTestOutcome.Passed]);
    }

    private static BootRequest Request(AlpineProject project, Mkimage.Building.BuildPlan plan, string iso) =>
        new(plan.Image.Model, plan.Arch, iso, Path.Combine(project.Output, $"small-{Guid.NewGuid():N}.boot.log"), project.Folder)
        {
            // Inside of virtual machines KVM may be there and of no use; other tests keep the processors busy.
            MayUseKvm = false,
            Timeout = TimeSpan.FromMinutes(25),
        };

    private async Task<(AlpineProject Project, Mkimage.Building.BuildPlan Plan, string Iso)> BuildAsync()
    {
        var project = new AlpineProject(alpine, "boot");
        Assert.SkipUnless((Environment.GetEnvironmentVariable("PATH") ?? "").Split(Path.PathSeparator).Any(f => File.Exists(Path.Combine(f, "qemu-system-x86_64"))), "there is no qemu-system-x86_64 on this machine (Debian: qemu-system-x86)");
        if (!File.Exists(Path.Combine(project.Folder, "keys", "test")))
        {
            Directory.CreateDirectory(Path.Combine(project.Folder, "keys"));
            (await new ProcessRunner().RunAsync(new("ssh-keygen", ["-q", "-t", "ed25519", "-N", "", "-f", Path.Combine(project.Folder, "keys", "test")]), Token)).Succeeded.ShouldBeTrue();
        }

        var plan = project.Plan(Small);
        var built = await project.BuildAsync(plan);
        return (project, plan, built.Report.IsoPath);
    }

    private static void Small(LiveCdBuilder iso)
    {
        AlpineProject.Smallest(iso);
        iso
            .SerialConsole()
            .Network(net => net.DhcpOnAllInterfaces())
            .Ssh(ssh => ssh.OpenSsh().AuthorizedKeys("keys/test.pub"))
            .Service("listener", s => s.Run("nc", "-lk", "-p", "8080", "-e", "/bin/date").Supervised().Runlevel(Runlevel.Boot))
            .Service("hangs", s => s.Run("/bin/sleep", "100000").Foreground().Timeout(TimeSpan.FromHours(1)))
            .SmokeTest("ssh", t => t.Ssh("true").Key("keys/test"))
            .SmokeTest("sshd answers", t => t.Port(22))
            .SmokeTest("a service listens", t => t.Port(8080))
            .SmokeTest("release", t => t.Ssh("cat /etc/alpine-release").Key("keys/test").Expect("^" + AlpineFixture.Branch.Replace(".", "\\.", StringComparison.Ordinal)))
            .SmokeTest("prompt", t => t.Console("small login:"));
    }
}
