using System.IO;
using System.Linq;
using Bivouac.Boot.Tests.Machine;
using Shouldly;
using Xunit;

namespace Bivouac.Boot.Tests.Accounts;

public sealed class AccountTests(BaseRoot root)
{
    private const string Log = "/var/log/bivouac-accounts.log";

    private static readonly string Hash = "$6$abcdefgh$" + new string('x', 86);

    /// <summary>Takes the line break at the end of the files away.</summary>
    private const string WithoutLastBreak = """for f in passwd shadow group; do printf %s "$(cat "$1/etc/$f")" > "$1/f"; cat "$1/f" > "$1/etc/$f"; rm "$1/f"; done""";

    [Theory]
    [InlineData(":")]
    [InlineData(WithoutLastBreak)]
    public void U5_Accounts_are_merged_into_those_that_are_there(string prepare)
    {
        using var system = root.InstallWithSsh(iso => iso
            .Group("audit", 2000).Group("twin", 2900)
            .User("ops", 1500, u => u.Groups("wheel", "audit").AuthorizedKeys("keys/test.pub"))
            .User("admin", 1501, u => u.Groups("wheel").PasswordHash(Hash).Shell("/bin/ash"))
            .User("keeper", 1700, u => u.Groups("audit"))
            .RootPassword(Hash));
        File.AppendAllText(system.Root + "/etc/group", "other:x:2900:\n");
        system.Prepare = prepare;
        system.Start();
        system.ShouldAnswer("accounts are merged" + (prepare == ":" ? "" : ", files without a last line break"), logged: () => system.Read(Log));
        system.ShouldComplete();

        system.Read("/etc/passwd").Split('\n').ShouldBe(
        [
            "root:x:0:0:root:/root:/bin/sh", "sshd:x:22:22:sshd:/run/sshd:/bin/false", "keeper:x:1900:1900::/home/keeper:/bin/sh",
            "ops:x:1500:1500::/home/ops:/bin/sh", "admin:x:1501:1501::/home/admin:/bin/ash", "",
        ]);
        system.Read("/etc/shadow").Split('\n').ShouldBe(
        [
            $"root:{Hash}::0:::::", "sshd:!::0:::::", "keeper:*:19000:0:99999:7:::", "ops:*::0:99999:7:::", $"admin:{Hash}::0:99999:7:::", "",
        ]);
        system.Read("/etc/group").Split('\n').ShouldBe(
        [
            "root:x:0:", "wheel:x:10:root,ops,admin", "sshd:x:22:", "keeper:x:1900:", "other:x:2900:",
            "audit:x:2000:ops,keeper", "twin:x:2900:", "ops:x:1500:", "admin:x:1501:", "",
        ]);
        system.Read(Log).ShouldContain("the user keeper has the number 1900 already, which stays");
        system.Read(Log).ShouldContain("the group twin has the same number as other");
        system.Run("stat -c '%a %u:%g' /etc/passwd /etc/shadow /home/ops /home/admin /home/ops/.ssh").ShouldBe("644 0:0\n640 0:42\n700 1500:1500\n700 1501:1501\n700 1500:1500\n");
        system.Ssh(null, "ops", "id -un; id -Gn").Output.ShouldBe("ops\nops wheel audit\n", "a star in /etc/shadow is no password, and a key logs in");

        var before = Files(system);
        system.Run("rc-service bivouac-accounts restart");
        Files(system).ShouldBe(before, "a second start changes nothing");
    }

    [Fact]
    public void U5_A_user_that_a_package_made_keeps_its_number_and_gets_the_home_the_shell_and_the_files_that_are_declared()
    {
        using var system = root.InstallWithSsh(iso => iso
            .User("keeper", 1700, u => u.AuthorizedKeys("keys/test.pub"))
            .File("/home/keeper/.profile", "x").File("/home/keeper/roots", "x", owner: Owner.Root).File("/srv/declared", "x", owner: new Owner(1700, 1700)));
        system.Prepare = "sed -i 's,^keeper:.*,keeper:x:1900:1901::/var/lib/keeper:/sbin/nologin,' \"$1/etc/passwd\"";
        system.Start();
        system.ShouldAnswer("a declared user is there under another number", logged: () => system.Read(Log));
        system.ShouldComplete();
        system.Run("grep ^keeper: /etc/passwd").ShouldBe("keeper:x:1900:1901::/home/keeper:/bin/sh\n");
        system.Run("cd /home/keeper; stat -c '%n %u:%g' . .ssh .ssh/authorized_keys .profile roots /srv/declared").ShouldBe(
            ". 1900:1901\n.ssh 1900:1901\n.ssh/authorized_keys 1900:1901\n.profile 1900:1901\nroots 0:0\n/srv/declared 1700:1700\n");
        system.Ssh(null, "keeper", "id -un").Output.ShouldBe("keeper\n");
        system.Read(Log).ShouldContain("the user keeper has the number 1900 already, which stays");
        system.Read(Log).ShouldContain("the home of keeper was /var/lib/keeper");
    }

    [Fact]
    public void U5_A_home_is_its_users_whatever_the_overlay_puts_there()
    {
        using var system = root.InstallWithSsh(iso => iso.User("kiosk", 1500).File("/home/kiosk/.config/board/settings", "x")
            .Service("writes", s => s.Shell("cd ~ && echo more >> .config/board/settings && touch .config/new new", "writes at home").User("kiosk").Foreground())).Start();
        system.ShouldAnswer("a user writes at home", logged: () => system.Lines("/var/log/writes.log", "."));
        system.ShouldComplete();
        system.UntilLogged("/var/log/writes.log", "done");
        system.Run("stat -c '%a %U' /home/kiosk /home/kiosk/.config/board/settings").ShouldBe("700 kiosk\n644 kiosk\n");
    }

    [Fact]
    public void U5_Accounts_are_there_for_a_service_of_the_runlevel_sysinit()
    {
        using var system = root.InstallWithSsh(iso => iso
            .User("ops", 1500)
            .Service("aaa", s => s.Run("/bin/sh", "-c", "id -un > /run/early").User("ops").NeedsOrFails("aab", "the test says so").Runlevel(Runlevel.Sysinit).Foreground())
            .Service("aab", s => s.Run("/bin/sh", "-c", "id -un > /run/earlier").User("ops").Foreground()));
        system.Adjust = "touch \"$1/run/early\" \"$1/run/earlier\"; chmod 666 \"$1/run/early\" \"$1/run/earlier\"";
        system.Start();
        system.ShouldAnswer("services in the runlevel sysinit", logged: () => system.Read("/var/log/aaa.log"));
        system.Read("/run/early").ShouldBe("ops\n");
        system.Read("/run/earlier").ShouldBe("ops\n");
    }

    [Fact]
    public void U5_A_member_of_a_group_that_is_not_there_is_logged_and_the_others_are_merged()
    {
        using var system = root.InstallWithSsh(iso => iso.User("ops", 1500, u => u.Groups("nosuch", "wheel").AuthorizedKeys("keys/test.pub"))).Start();
        system.ShouldAnswer("a group is not there", logged: () => system.Read(Log));
        system.Read(Log).ShouldContain("there is no group nosuch for ops");
        system.Ssh(null, "ops", "id -Gn").Output.ShouldBe("ops wheel\n");
    }

    [Fact]
    public void U5_A_user_whose_groups_name_a_package_has_under_another_number_is_in_that_group()
    {
        using var system = root.InstallWithSsh(iso => iso.User("ops", 1500, u => u.AuthorizedKeys("keys/test.pub")));
        system.Prepare = "echo ops:x:105: >> \"$1/etc/group\"";
        system.Start();
        system.ShouldAnswer("a group has the user's name", logged: () => system.Read(Log));
        system.Ssh(null, "ops", "id").Output.ShouldBe("uid=1500(ops) gid=105(ops) groups=105(ops)\n");
        system.Read(Log).ShouldContain("the group ops has the number 105 already, which stays");
    }

    [Fact]
    public void U4_Accounts_are_merged_without_a_log()
    {
        using var system = root.InstallWithSsh(iso => iso.User("ops", 1500, u => u.AuthorizedKeys("keys/test.pub")));
        system.Prepare = "rmdir \"$1/var/log\"; : > \"$1/var/log\"";
        system.Start();
        system.ShouldAnswer("accounts, and /var/log is a file");
        system.Ssh(null, "ops", "id -un").Output.ShouldBe("ops\n");
    }

    [Fact]
    public void U5_A_missing_shadow_file_keeps_nobody_out()
    {
        using var system = root.InstallWithSsh(iso => iso.User("ops", 1500, u => u.AuthorizedKeys("keys/test.pub")).RootPassword(Hash));
        system.Prepare = "rm \"$1/etc/shadow\"";
        system.Start();
        system.ShouldAnswer("there is no /etc/shadow", logged: () => system.Lines(Log, "stays"));
        system.Read(Log).ShouldContain("/etc/shadow stays as it was");
        system.Console.ShouldContain("Not all accounts could be merged; see /var/log/bivouac-accounts.log");
        system.Read(Log).ShouldNotContain("$6$");
        system.Read("/etc/passwd").ShouldContain("\nops:x:1500:");
    }

    [Fact]
    public void U2_Who_may_become_root_is_asked_for_a_password_only_when_there_is_one()
    {
        using var system = root.InstallWithSsh(iso => iso
            .User("doer", 1500, u => u.Doas()).User("asked", 1501, u => u.Doas().PasswordHash(Hash))
            .User("super", 1502, u => u.Sudo()).User("pressed", 1503, u => u.Sudo().PasswordHash(Hash))).Start();
        system.ShouldAnswer("doas and sudo", logged: () => system.Read(Log));
        system.Run("cd /etc; for f in doas.d/* sudoers.d/*; do stat -c '%n %a %u:%g' $f; cat $f; done").Split('\n').ShouldBe(
        [
            "doas.d/asked.conf 640 0:0", "permit persist asked", "doas.d/doer.conf 640 0:0", "permit nopass doer",
            "sudoers.d/pressed 440 0:0", "pressed ALL=(ALL:ALL) ALL", "sudoers.d/super 440 0:0", "super ALL=(ALL:ALL) NOPASSWD: ALL", "",
        ]);
    }

    private static string Files(BootedSystem system) => string.Concat(((string[])["passwd", "shadow", "group"]).Select(f => system.Read("/etc/" + f)));
}
