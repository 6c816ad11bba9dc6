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
}
