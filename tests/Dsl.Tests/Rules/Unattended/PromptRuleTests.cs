using Shouldly;
using Xunit;

namespace Bivouac.Dsl.Tests.Rules.Unattended;

public class PromptRuleTests() : RuleTests("BIV0801")
{
    private const string Init = "#!/sbin/openrc-run\n";

    [Fact]
    public void A_question_of_an_init_script_is_found_with_its_line()
    {
        Project.Add("overlay/etc/init.d/a", Init + "start() {\n\tread -r x\n}\n");
        Find(iso => iso.Tree("overlay")).ShouldBe(["Overlay[0].Source: 'overlay/etc/init.d/a:3' runs 'read', which waits for a line from the terminal, and at boot nobody is there to answer; read it from a file with '<', or from the kernel command line"]);
    }

    [Theory]
    [InlineData("read x")]
    [InlineData("while :; do read x; done")]
    [InlineData("read x < /dev/tty1")]
    [InlineData("select a in b c; do :; done")]
    [InlineData("answer=$(dialog --yesno x 5 5)")]
    [InlineData("if whiptail --yesno x 5 5; then :; fi")]
    [InlineData("mount /x || sulogin")]
    [InlineData("mount /x || exec /bin/sh")]
    [InlineData("passwd root")]
    [InlineData("adduser -h /srv kiosk")]
    [InlineData("vi /etc/motd")]
    [InlineData("less /etc/motd")]
    [InlineData("ssh-keygen -t ed25519 -f /x")]
    [InlineData("setup-alpine")]
    [InlineData("apk add -i curl")]
    [InlineData("apk --interactive upgrade")]
    [InlineData("openvt -sw -- /bin/menu")]
    [InlineData("cryptsetup luksOpen /dev/sda2 root")]
    [InlineData("fsck.ext4 /dev/sda1")]
    [InlineData("ask() { read x; }\nask")]
    public void Questions_are_found(string shell)
    {
        Elements(iso => iso.LocalD("x", shell)).ShouldBe(["Overlay[0].Content"]);
        Elements(iso => iso.Service("x", s => s.Run("true").Shell(shell, "a reason"))).ShouldBe(["DeclaredServices[0].Steps[1].Text"]);
    }

    [Theory]
    [InlineData("read x < /proc/cmdline")]
    [InlineData("read -t 5 x")]
    [InlineData("cat /proc/cmdline | read x")]
    [InlineData("ls | while read -r x; do echo \"$x\"; done")]
    [InlineData("while read -r x; do echo \"$x\"; done < /etc/fstab")]
    [InlineData("while read -r x; do read -r y; done <<E\na\nb\nE\n")]
    [InlineData("exec < /etc/fstab\nread x")]
    [InlineData("f() { read x; }\nls | f")]
    [InlineData("f() { read x; }\ng() { f; }\nls | g")]
    [InlineData("ask() { read x; }")]
    [InlineData("read() { :; }\nread x")]
    [InlineData("case x in\nread) : ;;\nvi | less) : ;;\nesac")]
    [InlineData("# read x\necho 'read x' passwd vi")]
    [InlineData("command -v dialog")]
    [InlineData("echo root:x | chpasswd")]
    [InlineData("echo x | passwd root")]
    [InlineData("passwd -l root")]
    [InlineData("adduser -D kiosk")]
    [InlineData("adduser -SDH kiosk")]
    [InlineData("adduser kiosk video")]
    [InlineData("ssh-keygen -t ed25519 -N '' -f /x")]
    [InlineData("ssh-keygen -A")]
    [InlineData("ssh-keygen -lf /x")]
    [InlineData("setup-hostname live")]
    [InlineData("setup-interfaces < /etc/network/interfaces")]
    [InlineData("sh /usr/bin/x")]
    [InlineData("echo x | sh")]
    [InlineData("login -f root")]
    [InlineData("fsck -p /dev/sda1")]
    [InlineData("cryptsetup open --key-file /run/key /dev/sda2 root")]
    [InlineData("apk add -U curl")]
    [InlineData("if read x; then")]
    public void What_does_not_ask_is_fine(string shell)
    {
        Clean(iso => iso.LocalD("x", shell));
        Clean(iso => iso.Service("x", s => s.Shell(shell, "a reason")));
    }

    [Fact]
    public void Only_what_start_reaches_runs_at_boot() => Clean(iso => iso
        .File("/etc/init.d/a", Init + "extra_commands=\"ask\"\nstart() { ebegin x; eend 0; }\nstop() { read x; }\nask() { vi /x; }\n")
        .File("/etc/init.d/functions.sh", "read x\n")
        .File("/etc/local.d/README", "read x\n")
        .File("/etc/local.d/a.stop", "#!/bin/sh\nread x\n")
        .File("/usr/local/bin/ask", "#!/bin/sh\nread x\n", "0755")
        .File("/etc/profile.d/ask.sh", "read x\n"));

    [Theory]
    [InlineData("command=/usr/local/bin/ask\n")]
    [InlineData("command=/bin/sh\ncommand_args=\"-e /usr/local/bin/ask now\"\n")]
    [InlineData("start() {\n\tstart-stop-daemon --start --exec /usr/local/bin/ask -- x\n}\n")]
    [InlineData("start_pre() {\n\t. /usr/local/bin/ask\n}\n")]
    [InlineData("start() { work; }\nwork() { sh -e /usr/local/bin/ask; }\n")]
    public void Scripts_that_are_called_by_their_path_run_at_boot(string script) => Elements(iso => iso
        .File("/etc/init.d/a", Init + script).File("/usr/local/bin/ask", "#!/bin/sh\nread x\n", "0755")).ShouldBe(["Overlay[1].Content"]);

    [Fact]
    public void Scripts_that_are_called_by_called_ones_and_by_services_run_at_boot() => Elements(iso => iso
        .File("/usr/local/bin/a", "#!/bin/sh\n/usr/local/bin/b\n/usr/local/bin/a\n", "0755").File("/usr/local/bin/b", "#!/bin/sh\nread x\n", "0755")
        .Service("x", s => s.Run("/usr/local/bin/a"))).ShouldBe(["Overlay[1].Content"]);

    [Fact]
    public void Scripts_that_are_only_named_do_not() => Clean(iso => iso
        .LocalD("x", "[ -x /usr/local/bin/ask ] && cp /usr/local/bin/ask /run\nprintf '%s' /usr/local/bin/ask\n").File("/usr/local/bin/ask", "#!/bin/sh\nread x\n", "0755"));

    [Fact]
    public void Programs_of_services_are_looked_at() => Elements(iso => iso.Service("x", s => s.Run("/usr/bin/vi", "/etc/motd"))).ShouldBe(["DeclaredServices[0].Steps[0]"]);

    [Fact]
    public void Programs_of_the_overlay_may_be_called_as_they_like() => Clean(iso => iso
        .File("/usr/local/bin/dialog", "#!/bin/sh\n:\n", "0755").LocalD("x", "dialog\n/usr/local/bin/dialog\n"));

    [Fact]
    public void A_text_is_found_once() => Elements(iso => iso.LocalD("x", "read x\nread y\nvi\n")).Length.ShouldBe(1);

    [Fact]
    public void Another_interpreter_is_no_shell() => Clean(iso => iso.LocalD("x", "#!/usr/bin/python3\nread x\n").Service("x", s => s.Shell("#!/usr/bin/python3\nread x\n", "a reason")));

    [Theory]
    [InlineData("sh -c 'read x'", true)]
    [InlineData("eval 'read x'", true)]
    [InlineData("ash -ec 'true\nread x'", true)]
    [InlineData("rm -i /srv/x", true)]
    [InlineData("fdisk /dev/sda", true)]
    [InlineData("parted /dev/sda mklabel gpt", true)]
    [InlineData("parted -s /dev/sda mklabel gpt", false)]
    [InlineData("fdisk -l /dev/sda", false)]
    [InlineData("sh -c 'read x' < /srv/x", false)]
    [InlineData("echo 1 | sh -c 'read x'", false)]
    [InlineData("echo 1 | xargs echo read", false)]
    [InlineData("sh -c 'read -t 5 x'", false)]
    public void Text_for_a_shell_is_read_as_shell(string command, bool asks) => Elements(iso => iso.LocalD("x", command)).Length.ShouldBe(asks ? 1 : 0);

    [Fact]
    public void Shell_text_that_a_typed_command_gets_is_looked_at() => Find(iso => iso.Service("a", s => s.Run("/bin/sh", "-c", "read x"))).ShouldBe(
        ["DeclaredServices[0].Steps[0]: the service 'a' runs 'read', which waits for a line from the terminal, and at boot nobody is there to answer; read it from a file with '<', or from the kernel command line"]);
}
