using System.Linq;
using Bivouac.Rules.Fixes;
using Shouldly;
using Xunit;

namespace Bivouac.Dsl.Tests.Rules.Unattended;

public class WaitingInittabRuleTests() : RuleTests("BIV0814")
{
    [Theory]
    [InlineData("::wait:/sbin/openrc default", "::once:/sbin/openrc default")]
    [InlineData("x::wait:/usr/sbin/openrc default", "x::once:/usr/sbin/openrc default")]
    [InlineData("::wait:openrc default # all", "::once:openrc default # all")]
    public void A_line_that_waits_is_found_and_repaired(string line, string better)
    {
        Elements(iso => iso.File("/etc/inittab", "::sysinit:/sbin/openrc boot\n" + line + "\n")).ShouldBe(["Overlay[0].Content"]);
        Fixes(iso => iso.File("/etc/inittab", line + "\n")).Single().ShouldBe(new Fix(FixKind.ReplaceInText, line, better));
    }

    [Fact]
    public void Its_line_in_a_file_of_the_project_is_said()
    {
        Project.Add("overlay/etc/inittab", "::sysinit:/sbin/openrc boot\n::wait:/sbin/openrc default\n");
        Find(iso => iso.Tree("overlay")).ShouldBe(["Overlay[0].Source: overlay/etc/inittab:2 has '::wait:/sbin/openrc default', so a service that hangs in the runlevel default keeps every console without a login; write '::once:/sbin/openrc default', or leave the file out"]);
    }

    [Theory]
    [InlineData("::once:/sbin/openrc default\n")]
    [InlineData("#::wait:/sbin/openrc default\n")]
    [InlineData("# x\n::wait:/sbin/openrc boot\n::wait:/sbin/other default\n")]
    public void Other_lines_are_fine(string text) => Clean(iso => iso.File("/etc/inittab", text).File("/etc/inittab.old", "::wait:/sbin/openrc default\n"));

    [Fact]
    public void The_made_one_is_fine() => Clean(iso => iso.SerialConsole());
}
