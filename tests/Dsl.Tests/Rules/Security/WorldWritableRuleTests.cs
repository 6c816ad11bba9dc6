using Bivouac.Rules.Fixes;
using Shouldly;
using Xunit;

namespace Bivouac.Dsl.Tests.Rules.Security;

public class WorldWritableRuleTests() : RuleTests("BIV0606")
{
    [Fact]
    public void What_every_user_can_change_is_found() => Find(iso => iso.File("/etc/a", "", "0666").Directory("/srv/b", "2777").FileFrom("/usr/bin/c", "c", "4757")).ShouldBe(
        [
            "Overlay[0].Mode: '/etc/a' has the mode 0666, so every user can change it; use \"0664\"",
            "Overlay[1].Mode: '/srv/b' has the mode 2777, so every user can replace and remove what is in it; use \"2775\", or \"3777\" where all must write",
            "Overlay[2].Mode: '/usr/bin/c' (c) has the mode 4757, so every user can change it; use \"4755\"",
        ]);

    [Fact]
    public void The_mode_without_that_bit_is_the_repair() => Fixes(iso => iso.Directory("/srv/b", "0777")).ShouldBe([new Fix(FixKind.SetArgument, "mode", "\"0775\"")]);

    [Fact]
    public void Sticky_folders_groups_and_what_is_not_known_are_fine()
    {
        Project.Add("overlay/x", "", true);
        Clean(iso => iso.Directory("/srv/tmp", "1777").File("/a", "", "0664").Directory("/b", "2775").FileFrom("/c", "c").Link("/d", "/e").Tree("overlay").Directory("/f", "0777").Remove("/f"));
    }

    [Fact]
    public void Modes_that_raw_shell_may_change_are_not_known() => Clean(iso => iso.File("/a", "", "0666").RawOverlayShell("chmod o-w \"$tmp/a\"\n", "why"));
}
