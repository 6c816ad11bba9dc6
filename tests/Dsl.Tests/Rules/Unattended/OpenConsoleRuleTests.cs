using Bivouac.Dsl.Tests.Declaration;
using Shouldly;
using Xunit;

namespace Bivouac.Dsl.Tests.Rules.Unattended;

public class OpenConsoleRuleTests() : RuleTests("BIV0819")
{
    [Fact]
    public void A_login_of_root_beside_a_kiosk_is_found() => Find(iso => iso.SerialConsole().User("kiosk", 1000).Autologin("tty1", "kiosk", "/usr/bin/top")).ShouldBe(
        ["Autologins[0].Program: tty1 runs '/usr/bin/top' in the place of a login, but on tty2, tty3, tty4, tty5, tty6, ttyS0 anybody logs in as root: root has no password on Alpine's media; set one with .RootPassword(...)"]);

    [Fact]
    public void A_root_with_a_password_and_terminals_with_a_shell_are_fine()
    {
        Clean(iso => iso.User("kiosk", 1000).Autologin("tty1", "kiosk", "/usr/bin/top").RootPassword(Samples.PasswordHash));
        Clean(iso => iso.User("kiosk", 1000).Autologin("tty1", "kiosk"));
    }

    [Fact]
    public void Where_consoles_or_passwords_come_from_elsewhere_nothing_is_said()
    {
        Clean(iso => iso.Autologin("tty1", "guest", "/usr/bin/top").File("/etc/inittab", "tty1::respawn:/usr/bin/top\n"));
        Clean(iso => iso.Autologin("tty1", "guest", "/usr/bin/top").LocalD("p", "chpasswd -e < /media/hash\n"));
        Clean(iso => iso.Autologin("tty1", "guest", "/usr/bin/top").Tree("overlay"));
    }
}
