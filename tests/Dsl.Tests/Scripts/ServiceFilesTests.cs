using Bivouac.Dsl.Tests.Shell;
using Bivouac.Scripts;
using Shouldly;
using Xunit;
using static Bivouac.Dsl.Tests.Scripts.UnattendedFiles;

namespace Bivouac.Dsl.Tests.Scripts;

/// <summary>Given declared services, when the overlay is made, then these init scripts and files of what they run are in it.</summary>
public class ServiceFilesTests
{
    [Fact]
    public void U3_a_service_in_the_background_never_fails_the_boot() => Text("/etc/init.d/audit").ShouldBe("""
        #!/sbin/openrc-run
        # Made by Bivouac from .Service("audit", ...); changes here are lost.

        description=audit

        depend() {
        	want crond
        	after sshd
        }

        start() {
        	ebegin "Starting $RC_SVCNAME in the background"
        	/usr/lib/bivouac/oneshot start "$RC_SVCNAME"
        	eend 0
        }

        stop() {
        	ebegin "Stopping $RC_SVCNAME"
        	/usr/lib/bivouac/oneshot stop "$RC_SVCNAME"
        	eend 0
        }

        status() {
        	/usr/lib/bivouac/oneshot status "$RC_SVCNAME"
        }

        """.ReplaceLineEndings("\n"));

    [Fact]
    public void U3_only_what_is_essential_fails_and_says_why() => Text("/etc/init.d/drivers").ShouldContain("""
        depend() {
        	before sshd
        }

        start() {
        	ebegin "Running $RC_SVCNAME"
        	# Its failure counts: the disks hang on it
        	timeout -k 15 100 /usr/lib/bivouac/oneshot run "$RC_SVCNAME"
        	eend $? "$RC_SVCNAME failed; see /var/log/drivers.log"
        }

        """.ReplaceLineEndings("\n"));

    [Fact]
    public void U3_what_the_boot_waits_for_is_logged_when_it_fails() =>
        Text(new LiveCdBuilder().Hostname("x").Service("a", s => s.Run("/x").Foreground().LogFile("/var/log/$a \"b\".log")).Build("x"), "/etc/init.d/a").ShouldContain("""
            	timeout -k 15 65 /usr/lib/bivouac/oneshot run "$RC_SVCNAME" || ewarn "$RC_SVCNAME failed; see /var/log/\$a \"b\".log"
            	eend 0

            """.ReplaceLineEndings("\n"));

    [Fact]
    public void U6_a_need_stands_with_its_reason_and_a_supervised_service_is_started_again_for_ever() => Text("/etc/init.d/exporter").ShouldBe("""
        #!/sbin/openrc-run
        # Made by Bivouac from .Service("exporter", ...); changes here are lost.

        description=exporter

        supervisor=supervise-daemon
        command=/usr/lib/bivouac/supervised
        command_args="run exporter"
        # It starts the program again itself, and gives it time to end. Should it be killed, it is started again, for ever.
        respawn_delay=5
        respawn_max=0
        retry=TERM/20/KILL/5

        depend() {
        	use bivouac-network
        	# it reads their devices
        	need drivers
        }

        stop() {
        	default_stop
        	# Where the supervisor was killed, there is something left.
        	/usr/lib/bivouac/supervised stop "$RC_SVCNAME"
        }

        """.ReplaceLineEndings("\n"));

    [Fact]
    public void U9_every_command_has_a_limit() => Text("/usr/lib/bivouac/services/drivers").ShouldBe("""
        # What the service drivers runs. Made by Bivouac; changes here are lost.
        limit=30
        log=/var/log/drivers.log

        commands() {
        	limited /sbin/insmod /usr/local/lib/vendor/a.ko
        	# the number of modules differs
        	limited /usr/lib/bivouac/services/drivers.2.sh
        }

        """.ReplaceLineEndings("\n"));

    [Fact]
    public void A_shell_text_is_a_program_of_its_own()
    {
        Entry("/usr/lib/bivouac/services/drivers.2.sh").Mode.ShouldBe(new Mode("0700"));
        Text("/usr/lib/bivouac/services/drivers.2.sh").ShouldBe("#!/bin/sh\nfor m in b c; do insmod /usr/local/lib/vendor/$m.ko; done\n");
    }

    [Fact]
    public void What_a_service_runs_is_for_root_alone_but_for_the_shell_texts_of_a_user()
    {
        var model = new LiveCdBuilder().Hostname("x").Service("a", s => s.Shell("echo", "a test").User("ops").Environment("API_TOKEN", "secret")).Build("x");
        Entry(model, "/usr/lib/bivouac/services/a").Mode.ShouldBe(Mode.Private);
        Entry(model, "/usr/lib/bivouac/services/a.1.sh").Mode.ShouldBe(Mode.Executable);
    }

    [Fact]
    public void What_is_declared_for_the_environment_is_no_variable_of_the_runner() =>
        Text(new LiveCdBuilder().Hostname("x").Service("a", s => s.Run("/x").Environment("PATH", "/opt/it's").Environment("limit", "EOF")).Build("x"), "/usr/lib/bivouac/services/a").ShouldEndWith("""

            log=/var/log/a.log

            environment() {
            	cat <<'EOF'
            export PATH='/opt/it'\''s'
            export limit='EOF'
            EOF
            }

            commands() {
            	limited /x
            }

            """.ReplaceLineEndings("\n"));

    [Fact]
    public void What_a_supervised_service_needs_is_said() => Text("/usr/lib/bivouac/services/exporter").ShouldBe("""
        # What the service exporter runs. Made by Bivouac; changes here are lost.
        first_delay=2
        longest_delay=30
        stable_after=120
        log=/var/log/metrics/exporter.log

        commands() {
        	kept node_exporter
        }

        """.ReplaceLineEndings("\n"));

    public static TheoryData<string> Words => [.. Nasty.NastyNames];

    [Theory]
    [MemberData(nameof(Words))]
    public void A_word_reaches_the_program_as_it_is(string word)
    {
        var model = new LiveCdBuilder().Hostname("x").Service("a", s => s.Run("/x", word, "second").Environment("E", word)).Build("x");
        using var folder = new TempFolder();
        var file = folder.Write("service", Text(model, "/usr/lib/bivouac/services/a"));
        foreach (var kit in new[] { ShellKit.Busybox, ShellKit.Dash })
        {
            Assert.SkipUnless(kit.Missing is null, kit.Missing ?? "");
            kit.RunText(folder.Path, "limited() { printf '%s|' \"$@\" \"$E\"; }; . " + file + "; eval \"$(environment)\"; commands").Output.ShouldBe($"/x|{word}|second|{word}|");
        }
    }

    [Fact]
    public void An_entry_of_VERSIONS_is_in_the_image_by_its_value()
    {
        var text = ScriptSet.Print(Unattended)[1].Text;
        text.ShouldContain("limited /usr/local/bin/audit --go '${GO_VERSION}' 'it'\\\\''s \\$HOME \"quoted\"'");
        Text("/usr/lib/bivouac/services/audit").ShouldContain("--go '1.23.6'");
    }
}
