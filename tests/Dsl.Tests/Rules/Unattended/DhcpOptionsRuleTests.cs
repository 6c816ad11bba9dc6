using System.Linq;
using Bivouac.Rules.Fixes;
using Shouldly;
using Xunit;

namespace Bivouac.Dsl.Tests.Rules.Unattended;

public class DhcpOptionsRuleTests() : RuleTests("BIV0805")
{
    [Theory]
    [InlineData("-b -t 0 -T 3 -q", "-b -t 3 -T 3")]
    [InlineData("-t 0", "-b -t 3")]
    [InlineData("-n", "-b")]
    [InlineData("-nq -t0", "-b -t3")]
    [InlineData("-qt0 -T3", "-b -t3 -T3")]
    [InlineData("-bqnA10 -t 0", "-bA10 -t 3")]
    [InlineData("--quit --retries=0 --background", "--retries=3 --background")]
    [InlineData("-x hostname:live -q", "-b -x hostname:live")]
    public void Options_of_interfaces_are_found_and_repaired(string options, string repaired)
    {
        Elements(iso => iso.File("/etc/network/interfaces", Interfaces(options))).ShouldBe(["Overlay[0].Content"]);
        Fixes(iso => iso.File("/etc/network/interfaces", Interfaces(options))).Single().ShouldBe(new Fix(FixKind.ReplaceInText, options, repaired));
        Clean(iso => iso.File("/etc/network/interfaces", Interfaces(repaired)));
    }

    [Theory]
    [InlineData("-b -t 3 -T 3 -A 10 -S")]
    [InlineData("-t 10")]
    [InlineData("-F name-q -x 12:-n -s /etc/udhcpc/quick")]
    [InlineData("-O -q")]
    [InlineData("")]
    public void Options_that_go_on_are_fine(string options) => Clean(iso => iso.File("/etc/network/interfaces", Interfaces(options)));

    [Fact]
    public void Files_of_the_project_are_found_with_their_line()
    {
        Project.Add("overlay/etc/network/interfaces", Interfaces("-b -t 0"));
        Find(iso => iso.Tree("overlay")).Single().ShouldStartWith("Overlay[0].Source: overlay/etc/network/interfaces:3 calls udhcpc with '-b -t 0': it never goes on without a lease");
    }

    [Theory]
    [InlineData("udhcpc -i eth0")]
    [InlineData("udhcpc -i eth0 -f")]
    [InlineData("udhcpc -i eth0 -bt0")]
    [InlineData("udhcpc -b --retries=0 -i \"$interface\"")]
    [InlineData("udhcpc -i eth0 -b -q")]
    [InlineData("udhcpc -qni eth0 &")]
    [InlineData("busybox udhcpc -n -i eth0")]
    public void Commands_are_found(string command) => Elements(iso => iso.LocalD("net", command)).ShouldBe(["Overlay[0].Content"]);

    [Theory]
    [InlineData("udhcpc -b -i eth0")]
    [InlineData("udhcpc -b -i \"$interface\" -p \"$run/$interface.pid\"")]
    [InlineData("udhcpc -f -i eth0 &")]
    [InlineData("udhcpc -t 0 -i eth0 >/dev/null 2>&1 &")]
    [InlineData("timeout 20 udhcpc -i eth0")]
    [InlineData("killall udhcpc")]
    [InlineData("if command -v udhcpc; then :; fi")]
    public void Commands_that_nothing_waits_for_are_fine(string command) => Clean(iso => iso.LocalD("net", command));

    [Fact]
    public void Services_wait_for_no_step_for_ever()
    {
        Clean(iso => iso.Service("a", s => s.Run("udhcpc", "-f", "-i", "eth0").Shell("udhcpc -i eth0\n", "a reason")));
        Elements(iso => iso.Service("a", s => s.Run("udhcpc", "-i", "eth0", "-q"))).ShouldBe(["DeclaredServices[0].Steps[0]"]);
    }

    [Fact]
    public void Variables_are_found()
    {
        Fixes(iso => iso.ConfD("net", "udhcpc_eth0", "-n")).Single().ShouldBe(new Fix(FixKind.ReplaceText, "", "-b"));
        Elements(iso => iso.File("/etc/conf.d/net", "# udhcpc_eth1=\"-q\"\nudhcpc_eth0=\"-q\"\n")).ShouldBe(["Overlay[0].Content"]);
        Clean(iso => iso.ConfD("net", "udhcpc_eth0", "-b -t 3").ConfD("net", "other", "-n").File("/etc/conf.d/net", "x=\"-q\"\n"));
    }

    private static string Interfaces(string options) => "auto eth0\niface eth0 inet dhcp\n\tudhcpc_opts " + options + "\n";
}
