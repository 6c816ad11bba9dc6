using System.Linq;
using Bivouac.Rules.Fixes;
using Shouldly;
using Xunit;

namespace Bivouac.Dsl.Tests.Rules.Unattended;

public class UnknownUserRuleTests() : RuleTests("BIV0815")
{
    [Fact]
    public void A_user_that_nothing_makes_is_found()
    {
        Find(iso => iso.Autologin("tty1", "kiosk")).ShouldBe(["Autologins[0].User: tty1 logs 'kiosk' in, but no such user is declared, so the terminal only shows errors; declare it with .User(\"kiosk\", ...), or correct the name"]);
        Fixes(iso => iso.User("kiosk", 1000).Autologin("tty1", "kisok")).Single().ShouldBe(new Fix(FixKind.ReplaceText, "", "kiosk"));
    }

    [Fact]
    public void Users_that_are_there_are_fine() => Clean(iso => iso.User("kiosk", 1000).Autologin("tty1", "kiosk").Autologin("tty2", "root").Autologin("tty3", "guest"));

    [Fact]
    public void Where_users_may_come_from_elsewhere_nothing_is_said()
    {
        Clean(iso => iso.Autologin("tty1", "kiosk").Tree("overlay"));
        Clean(iso => iso.Autologin("tty1", "kiosk").File("/etc/passwd", "kiosk:x:1000:1000::/:/bin/sh\n"));
        Clean(iso => iso.Autologin("tty1", "kiosk").Service("users", s => s.Run("true").Shell("adduser -D kiosk\n", "a reason")));
    }

    [Fact]
    public void A_service_of_a_user_that_nothing_makes_is_found()
    {
        Find(iso => iso.User("ghost", 1000).Service("a", s => s.Run("x").User("ghots"))).ShouldBe(
            ["DeclaredServices[0].User: the service 'a' runs as 'ghots', but no such user is declared, so nothing of it runs; declare it with .User(\"ghots\", ...), or correct the name (near: ghost)"]);
        Elements(iso => iso.Service("a", s => s.Run("x").User("agent"))).ShouldBe(["DeclaredServices[0].User"]);
        Elements(iso => iso.Apks("x").User("ghost", 1000).Service("a", s => s.Run("x").User("ghots"))).ShouldBe(["DeclaredServices[0].User"]);
    }

    [Fact]
    public void A_membership_of_a_group_that_nothing_makes_is_found()
    {
        Find(iso => iso.User("a", 1000, u => u.Groups("whell", "video"))).ShouldBe(
            ["Users[0].Groups[0]: the user 'a' is put into 'whell', but no such group is declared, so it is no member of it; declare it with .Group(\"whell\", ...), or correct the name (near: wheel)"]);
        Fixes(iso => iso.User("a", 1000, u => u.Groups("whell"))).Single().ShouldBe(new Fix(FixKind.ReplaceText, "", "wheel"));
        Clean(iso => iso.Group("lab", 2000).User("b", 1001).User("a", 1000, u => u.Groups("wheel", "lab", "b")));
    }

    [Fact]
    public void Packages_may_make_users_and_groups() => Clean(iso => iso.Apks("nginx").Service("a", s => s.Run("x").User("nginx")).User("a", 1000, u => u.Groups("seat")));
}
