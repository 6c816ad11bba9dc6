using Bivouac.Rules.Fixes;
using Shouldly;
using Xunit;

namespace Bivouac.Dsl.Tests.Rules.Overlay;

public class LineEndRuleTests() : RuleTests("BIV0313")
{
    [Theory]
    [InlineData("/etc/init.d/x", "#!/sbin/openrc-run\r\n")]
    [InlineData("/etc/conf.d/x", "a=1\r\n")]
    [InlineData("/etc/profile.d/x.sh", "a=1\n\r\n")]
    [InlineData("/etc/inittab", "::sysinit:/sbin/openrc sysinit\r\n")]
    [InlineData("/etc/apk/world", "alpine-base\r\n")]
    [InlineData("/etc/apk/repositories", "/media/cdrom/apks\r\n")]
    [InlineData("/usr/bin/tool", "#!/usr/bin/python3\r\n")]
    [InlineData("/srv/run.sh", "a\r\n")]
    public void Line_ends_of_windows_are_found(string path, string text)
    {
        Find(iso => iso.File(path, text)).ShouldBe([$"Overlay[0].Content: '{path}' ends lines with CR LF, and what reads it takes the CR as a part of the last word; end lines with LF alone"]);
        Fixes(iso => iso.File(path, text)).ShouldBe([new Fix(FixKind.ReplaceInText, "\r\n", "\n")]);
    }

    [Fact]
    public void A_project_file_is_named_with_its_line_and_a_person_must_save_it_anew()
    {
        Project.Add("overlay/etc/init.d/x", "#!/sbin/openrc-run\nstart() {\r\n}\n");
        Find(iso => iso.Tree("overlay")).ShouldHaveSingleItem().ShouldStartWith("Overlay[0].Source: 'overlay/etc/init.d/x:2' ends lines");
        Fixes(iso => iso.Tree("overlay")).ShouldBeEmpty();
    }

    [Theory]
    [InlineData("/etc/motd", "a\r\n")]
    [InlineData("/srv/page.html", "a\r\n")]
    [InlineData("/etc/init.d/x", "#!/sbin/openrc-run\necho '\\r\\n'\n")]
    [InlineData("/etc/conf.d/x", "a='\r'\n")]
    public void Other_texts_are_fine(string path, string text) => Clean(iso => iso.File(path, text));
}
