using Bivouac.Rules.Fixes;
using Shouldly;
using Xunit;

namespace Bivouac.Dsl.Tests.Rules.Overlay;

public class NotExecutableRuleTests() : RuleTests("BIV0311")
{
    [Fact]
    public void A_program_that_is_downloaded_needs_the_mode()
    {
        Find(iso => iso.Download("tool", d => d.From("https://a/b").ChecksumFile(".s").Into("/usr/local/bin/tool"))).ShouldBe(["Overlay[0].Mode: '/usr/local/bin/tool' has the mode 0644, so it cannot be run; give it the mode \"0755\""]);
        Fixes(iso => iso.Download("tool", d => d.From("https://a/b").ChecksumFile(".s").Into("/usr/local/bin/tool"))).ShouldBe([new Fix(FixKind.SetArgument, "mode", "\"0755\"")]);
        Clean(iso => iso.Download("tool", d => d.From("https://a/b").ChecksumFile(".s").Into("/usr/local/bin/tool", "0755")));
    }

    [Fact]
    public void Scripts_that_cannot_be_run_are_found()
    {
        Project.Add("overlay/etc/local.d/a.start", "#!/bin/sh\n", false).Add("files/b", "#!/bin/sh\n", false);
        Find(iso => iso.Tree("overlay").FileFrom("/usr/local/bin/b", "files/b").File("/etc/init.d/c", "#!/sbin/openrc-run\n")).ShouldBe(
        [
            "Overlay[0].Source: '/etc/local.d/a.start' (overlay/etc/local.d/a.start) has the mode 0644, so it cannot be run; make it executable with chmod +x",
            "Overlay[1].Mode: '/usr/local/bin/b' (files/b) has the mode 0644, so it cannot be run; make it executable with chmod +x, or give it the mode \"0755\"",
            "Overlay[2].Mode: '/etc/init.d/c' has the mode 0644, so it cannot be run; give it the mode \"0755\"",
        ]);
    }

    [Theory]
    [InlineData("/etc/local.d/x.stop")]
    [InlineData("/etc/periodic/15min/x")]
    [InlineData("/etc/network/if-up.d/x")]
    [InlineData("/etc/udhcpc/post-bound/x")]
    [InlineData("/usr/local/sbin/x")]
    [InlineData("/usr/bin/x")]
    [InlineData("/usr/sbin/x")]
    [InlineData("/bin/x")]
    [InlineData("/sbin/x")]
    public void The_mode_is_the_repair(string path) => Fixes(iso => iso.File(path, "#!/bin/sh\n")).ShouldBe([new Fix(FixKind.SetArgument, "mode", "\"0755\"")]);

    [Theory]
    [InlineData("/etc/init.d/functions.sh", "#!/bin/sh\n")]
    [InlineData("/etc/init.d/README", "#!")]
    [InlineData("/etc/init.d/note", "A text.\n")]
    [InlineData("/etc/local.d/README", "A text.\n")]
    [InlineData("/etc/periodic/daily/x.sh", "#!/bin/sh\n")]
    [InlineData("/etc/periodic/README", "#!/bin/sh\n")]
    [InlineData("/etc/network/interfaces", "auto lo\n")]
    [InlineData("/etc/udhcpc/udhcpc.conf", "RESOLV_CONF=no\n")]
    [InlineData("/usr/local/bin/common", "# sourced\n")]
    [InlineData("/usr/local/bin/x/y", "#!/bin/sh\n")]
    [InlineData("/usr/local/lib/x", "#!/bin/sh\n")]
    [InlineData("/etc/profile.d/x.sh", "#!/bin/sh\n")]
    public void What_nothing_runs_is_fine(string path, string text) => Clean(iso => iso.File(path, text));

    [Fact]
    public void What_can_be_run_or_is_not_known_is_fine()
    {
        Project.Add("overlay/usr/bin/a", "#!/bin/sh\n", true).Add("overlay/usr/bin/b", "#!/bin/sh\n").Add("overlay/usr/bin/c.so", null, false);
        Clean(iso => iso.Tree("overlay").File("/etc/init.d/d", "#!/bin/sh\n", "0700").FileFrom("/usr/bin/e", "unknown").Link("/usr/bin/f", "/bin/true").Directory("/usr/bin/g", "0644"));
    }

    [Fact]
    public void A_program_that_is_no_text_is_found()
    {
        Project.Add("files/tool", null, false);
        Elements(iso => iso.FileFrom("/usr/bin/tool", "files/tool")).ShouldBe(["Overlay[0].Mode"]);
    }
}
