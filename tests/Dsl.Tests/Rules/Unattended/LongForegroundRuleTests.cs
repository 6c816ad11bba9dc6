using System;
using Shouldly;
using Xunit;

namespace Bivouac.Dsl.Tests.Rules.Unattended;

public class LongForegroundRuleTests() : RuleTests("BIV0808")
{
    [Fact]
    public void A_service_before_ssh_that_takes_long_is_found()
    {
        Find(iso => iso.Ssh(s => s.AuthorizedKeys("keys")).Service("a", s => s.Run("x").Foreground().Runlevel(Runlevel.Boot).Timeout(TimeSpan.FromMinutes(2)))).ShouldBe(
            ["DeclaredServices[0].Start: the boot waits up to 2 minutes 5 seconds for the service 'a' (runlevel boot), and SSH with it; take .Foreground() away, shorten .Timeout(...), or start it after SSH"]);
        Elements(iso => iso.Ssh(s => s.AuthorizedKeys("keys")).Service("a", s => s.Run("x").Run("y").Essential("a reason").Runlevel(Runlevel.Sysinit))).ShouldBe(["DeclaredServices[0].Start"]);
        Elements(iso => iso.Apks("openssh").Enable("sshd").Service("a", s => s.Run("x").Foreground().Before("sshd").Timeout(TimeSpan.FromMinutes(2)))).ShouldBe(["DeclaredServices[0].Start"]);
    }

    [Fact]
    public void What_SSH_or_something_before_it_pulls_in_from_a_later_runlevel_is_found()
    {
        Find(iso => iso.Ssh(s => s.AuthorizedKeys("keys")).Service("a", s => s.Run("x").Foreground().Timeout(TimeSpan.FromMinutes(10)))
            .Service("b", s => s.Run("x").Runlevel(Runlevel.Boot).NeedsOrFails("a", "it must").Before(ServiceName.Sshd))).ShouldBe(
            ["DeclaredServices[0].Start: the boot waits up to 10 minutes 5 seconds for the service 'a' (runlevel boot), and SSH with it; take .Foreground() away, shorten .Timeout(...), or start it after SSH"]);
        Elements(iso => iso.Ssh(s => s.AuthorizedKeys("keys")).Service("a", s => s.Run("x").Foreground().Timeout(TimeSpan.FromMinutes(10))).ConfD("sshd", "rc_want", "a")).ShouldBe(["DeclaredServices[0].Start"]);
    }

    [Fact]
    public void What_does_not_start_before_SSH_is_fine() => Clean(iso => iso.Ssh(s => s.Dropbear().AuthorizedKeys("keys"))
        .Service("a", s => s.Run("x").Foreground().Before("dropbear").Timeout(TimeSpan.FromMinutes(50)))
        .Service("b", s => s.Run("x").Foreground().Runlevel(Runlevel.Boot).Timeout(TimeSpan.FromMinutes(50))).ConfD("b", "rc_after", "dropbear")
        .Service("z", s => s.Run("x").Foreground().Runlevel(Runlevel.Boot).Timeout(TimeSpan.FromMinutes(50))));

    [Fact]
    public void Short_ones_later_ones_and_those_in_the_background_are_fine() => Clean(iso => iso.Ssh(s => s.AuthorizedKeys("keys"))
        .Service("a", s => s.Run("x").Foreground().Runlevel(Runlevel.Boot))
        .Service("b", s => s.Run("x").Foreground().Timeout(TimeSpan.FromMinutes(4)))
        .Service("c", s => s.Run("x").Runlevel(Runlevel.Boot).Timeout(TimeSpan.FromHours(1)))
        .Service("d", s => s.Run("x").Supervised().Runlevel(Runlevel.Boot))
        .Service("e", s => s.Run("x").Foreground().Runlevel(Runlevel.Boot).After(ServiceName.Sshd).Timeout(TimeSpan.FromMinutes(2)))
        .Service("f", s => s.Run("x").Foreground().Runlevel(Runlevel.Boot).Timeout(TimeSpan.FromMinutes(2))).Disable("f"));
}
