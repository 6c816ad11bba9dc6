using System;
using Shouldly;
using Xunit;

namespace Bivouac.Dsl.Tests.Rules.Unattended;

public class LongWaitRuleTests() : RuleTests("BIV0817")
{
    [Fact]
    public void A_service_that_takes_minutes_is_found() => Find(iso => iso.Service("a", s => s.Run("x").Run("y").Foreground().Timeout(TimeSpan.FromMinutes(5)))).ShouldBe(
        ["DeclaredServices[0].Start: what comes after the service 'a' waits up to 10 minutes 10 seconds for it (runlevel default); take .Foreground() away, or shorten .Timeout(...)"]);

    [Fact]
    public void Where_no_SSH_starts_none_waits_for_it() => Elements(iso => iso.Service("a", s => s.Run("x").Foreground().Runlevel(Runlevel.Boot).Timeout(TimeSpan.FromMinutes(6)))).ShouldBe(["DeclaredServices[0].Start"]);

    [Fact]
    public void Others_are_fine() => Clean(iso => iso.Ssh(s => s.AuthorizedKeys("keys"))
        .Service("a", s => s.Run("x").Foreground().Timeout(TimeSpan.FromMinutes(4)))
        .Service("b", s => s.Run("x").Timeout(TimeSpan.FromHours(4)))
        .Service("c", s => s.Run("x").Foreground().Runlevel(Runlevel.Boot).Timeout(TimeSpan.FromHours(4)))
        .Service("d", s => s.Run("x").Foreground().Runlevel(Runlevel.Shutdown).Timeout(TimeSpan.FromHours(4))));
}
