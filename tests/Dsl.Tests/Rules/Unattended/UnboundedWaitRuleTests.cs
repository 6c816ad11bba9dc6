using Shouldly;
using Xunit;

namespace Bivouac.Dsl.Tests.Rules.Unattended;

public class UnboundedWaitRuleTests() : RuleTests("BIV0802")
{
    private const string Init = "#!/sbin/openrc-run\n";

    [Fact]
    public void A_command_without_a_limit_is_found_with_its_line()
    {
        Project.Add("overlay/etc/init.d/a", Init + "start() {\n\tping 192.0.2.1\n}\n");
        Find(iso => iso.Tree("overlay")).ShouldBe(["Overlay[0].Source: 'overlay/etc/init.d/a:3' runs 'ping', which never ends, and what starts later waits for it; add -c 1 -w 5, put 'timeout 30' before it, or let it run in the background with '&'"]);
    }

    [Theory]
    [InlineData("ping gateway")]
    [InlineData("wget -qO- \"$url\" | sh")]
    [InlineData("x=$(curl -fsS \"$url\")")]
    [InlineData("nc 192.0.2.1 80 < /run/x")]
    [InlineData("ssh -i /run/key host true")]
    [InlineData("rsync -a host:/srv/ /srv/")]
    [InlineData("mount -t nfs server:/srv /srv")]
    [InlineData("mount //server/share /srv -o ro")]
    [InlineData("dhclient eth0")]
    [InlineData("ntpd -n -q -p pool.ntp.org")]
    [InlineData("chronyd -q")]
    [InlineData("ntpdate pool.ntp.org")]
    [InlineData("tail -f /var/log/messages")]
    [InlineData("cat /dev/ttyS0")]
    [InlineData("udevadm settle")]
    [InlineData("mdadm --wait /dev/md0")]
    [InlineData("sleep infinity")]
    [InlineData("sleep 1m 1")]
    [InlineData("while :; do work; done")]
    [InlineData("while true; do sleep 5; done")]
    [InlineData("until [ -e /dev/sda ]; do sleep 1; done")]
    [InlineData("while ! ip route | grep default; do sleep 1; done")]
    [InlineData("while [ ! -e /dev/sda ]; do sleep 1; done")]
    [InlineData("f() { ping x; }\nf")]
    [InlineData("/usr/local/bin/f &\n/usr/local/bin/f")]
    public void What_may_wait_for_ever_is_found(string shell)
    {
        Elements(iso => iso.LocalD("x", shell).File("/usr/local/bin/f", "#!/bin/sh\nping x\n", "0755")).Length.ShouldBe(1);
        Elements(iso => iso.File("/etc/init.d/x", Init + shell + "\n").File("/usr/local/bin/f", "#!/bin/sh\nping x\n", "0755")).Length.ShouldBe(1);
    }

    [Theory]
    [InlineData("ping -c 1 gateway")]
    [InlineData("ping -qw5 gateway")]
    [InlineData("wget -T 5 \"$url\"")]
    [InlineData("curl -fsS --max-time=5 \"$url\"")]
    [InlineData("curl -fsSm5 \"$url\"")]
    [InlineData("curl file:///srv/x")]
    [InlineData("nc -w 3 192.0.2.1 80")]
    [InlineData("ssh -o ConnectTimeout=5 host true")]
    [InlineData("rsync -a /srv/ /mnt/")]
    [InlineData("mount -t tmpfs x /srv")]
    [InlineData("mount -t nfs -o soft,ro server:/srv /srv")]
    [InlineData("mount /dev/sda1 /srv")]
    [InlineData("ntpd -p pool.ntp.org")]
    [InlineData("tail -n 5 /var/log/messages")]
    [InlineData("cat /proc/cmdline")]
    [InlineData("udevadm settle --timeout=5")]
    [InlineData("sleep 10")]
    [InlineData("sleep \"$time\"")]
    [InlineData("timeout 30 ping gateway")]
    [InlineData("ping gateway &")]
    [InlineData("( sleep 5; ping gateway ) >/dev/null 2>&1 &")]
    [InlineData("{ until ping -c1 x; do sleep 1; done; } &")]
    [InlineData("while :; do ping x; done &")]
    [InlineData("nohup sh -c 'while :; do ping x; done' &")]
    [InlineData("start-stop-daemon --start --background --exec /bin/ping -- x")]
    [InlineData("start-stop-daemon --start --background --exec /usr/local/bin/f")]
    [InlineData("f() { ping x; }\nf &")]
    [InlineData("f() { ping x; }")]
    [InlineData("timeout 5 /usr/local/bin/f")]
    [InlineData("/usr/local/bin/f &")]
    [InlineData("while :; do if work; then break; fi; sleep 1; done")]
    [InlineData("until work || [ $n -gt 5 ]; do n=$((n+1)); sleep 1; done")]
    [InlineData("until [ \"$n\" -ge 5 ]; do n=$((n+1)); sleep 1; done")]
    [InlineData("while ! work; do n=$((n+1)); [ $n -lt 9 ] || exit 0; sleep 1; done")]
    [InlineData("while read -r x; do echo $x; sleep 1; done < /srv/x")]
    [InlineData("for i in 1 2 3; do work && break; sleep 1; done")]
    [InlineData("while shift; do :; done")]
    public void What_ends_is_fine(string shell)
    {
        Clean(iso => iso.LocalD("x", shell).File("/usr/local/bin/f", "#!/bin/sh\nping x\n", "0755"));
        Clean(iso => iso.File("/etc/init.d/x", Init + "start() {\n" + shell + "\n}\n").File("/usr/local/bin/f", "#!/bin/sh\nping x\n", "0755"));
    }

    [Fact]
    public void Steps_of_services_have_a_limit() => Clean(iso => iso
        .File("/usr/local/bin/f", "#!/bin/sh\nping x\n", "0755").Service("a", s => s.Run("ping", "x").Run("/usr/local/bin/f").Shell("sleep infinity\n", "a reason")));

    [Theory]
    [InlineData("command=/usr/local/bin/f\ncommand_background=yes\npidfile=/run/f.pid\n", false)]
    [InlineData("command=/usr/local/bin/f\nsupervisor=supervise-daemon\n", false)]
    [InlineData("command=/usr/local/bin/f\n", true)]
    public void A_command_of_an_init_script_is_waited_for_unless_it_is_in_the_background(string script, bool isFound) => Elements(iso => iso
        .File("/usr/local/bin/f", "#!/bin/sh\nwhile :; do work; done\n", "0755").File("/etc/init.d/f", Init + script)).Length.ShouldBe(isFound ? 1 : 0);

    [Fact]
    public void What_stop_runs_does_not_count() => Clean(iso => iso.File("/etc/init.d/f", Init + "stop() {\n\tping x\n}\nstatus() { tail -f /x; }\n"));

    [Theory]
    [InlineData("curl --connect-timeout 5 https://example.org/x", true)]
    [InlineData("rsync --contimeout=5 host:/x /srv", true)]
    [InlineData("sh -c 'ping x'", true)]
    [InlineData("timeout 5 sh -c 'ping x'", false)]
    [InlineData("sh -c 'ping x &'", false)]
    [InlineData("sh -c 'ping x' &", false)]
    public void Only_what_bounds_the_whole_counts(string command, bool waits) => Elements(iso => iso.LocalD("x", command)).Length.ShouldBe(waits ? 1 : 0);
}
