using System;
using System.IO;
using System.Threading.Tasks;
using Shouldly;
using Xunit;

namespace Bivouac.Mkimage.Tests.Builders.Ssh;

/// <summary>Machines that cannot be used, as a real ssh tells of a real sshd.</summary>
public sealed class SshRefusedTests : LoopbackMachine
{
    [Fact]
    public async Task A_host_key_that_is_not_known_is_refused_until_a_person_has_looked_at_it()
    {
        Sshd.Require();
        Sshd.KnowHost(null);

        var problem = (await Builder().ProbeAsync(Token)).Problems.ShouldHaveSingleItem();

        problem.What.ShouldBe("The builder ssh://far cannot be reached");
        problem.Why.ShouldBe("its host key is not known to this machine yet");
        problem.Mend.ShouldBe("Run once by hand and compare the fingerprint: ssh far");
        (await File.ReadAllTextAsync(Sshd["known_hosts"], Token)).ShouldBeEmpty();
    }

    [Fact]
    public async Task A_host_key_that_has_changed_is_refused()
    {
        Sshd.Require();
        Sshd.KnowHost("other");

        var failure = await Should.ThrowAsync<DriverException>(() => Builder().PrepareAsync(null, Token));

        failure.ExitCode.ShouldBe(ExitCode.BuilderUnavailable);
        failure.Why.ShouldContain("not the one that this machine knows");
        failure.Next.ShouldContain("ssh-keygen -R 'far'");
    }

    [Fact]
    public async Task A_host_key_that_changes_while_the_connection_is_lost_is_refused_at_once()
    {
        var builder = Builder();
        await builder.PrepareAsync(null, Token);
        Sshd.KnowHost("other");
        await Sshd.KillSessionsAsync();

        (await Should.ThrowAsync<DriverException>(() => builder.ListRunsAsync(Token))).Why.ShouldContain("not the one that this machine knows");
    }

    [Fact]
    public async Task A_key_that_is_not_let_in_is_told()
    {
        Sshd.Require();
        Sshd.UseKey("other");

        var problem = (await Builder().ProbeAsync(Token)).Problems.ShouldHaveSingleItem();

        problem.Why.ShouldBe("it does not let this user in with any key that ssh offers");
        problem.Mend.ShouldContain("ssh-add");
    }

    [Theory]
    [InlineData("ssh://far:24", "nothing listens on its ssh port", "sshd")]
    [InlineData("ssh://no-such-host.invalid", "its name cannot be resolved", "ssh no-such-host.invalid")]
    public async Task What_cannot_be_reached_is_told_with_the_reason(string url, string why, string next)
    {
        Sshd.Require();

        var problem = (await Builder(url: url).ProbeAsync(Token)).Problems.ShouldHaveSingleItem();

        problem.What.ShouldBe($"The builder {url} cannot be reached");
        problem.Why.ShouldBe(why);
        problem.Mend.ShouldContain(next);
    }

    [Fact]
    public async Task A_machine_without_tar_is_told_what_it_lacks()
    {
        Sshd.Require();
        await Sshd.KillListenerAsync();
        Here.Write("no tar", "");
        await Sshd.StartAsync($"mount --bind '{Here["no tar"].Replace("'", "'\\''", StringComparison.Ordinal)}' \"$(readlink -f /usr/bin/tar)\"");
        Here.Write("in/f", "x");

        var failure = await Should.ThrowAsync<DriverException>(() => Builder().PutAsync(Here["in"], Root + "/stage", Token));

        failure.ExitCode.ShouldBe(ExitCode.BuilderUnavailable);
        failure.Why.ShouldContain("tar");
    }
}
