using Shouldly;
using Xunit;

namespace Bivouac.Dsl.Tests.Rules.Overlay;

public class TmpPathRuleTests() : RuleTests("BIV0301")
{
    [Fact]
    public void Paths_texts_targets_settings_and_raw_shell_in_tmp_are_found() => Find(iso => iso
        .File("/etc/ok", "")
        .File("/tmp/x", "TMPDIR=/tmp\n")
        .Link("/etc/a", "/tmp/b")
        .Directory("/tmp")
        .ConfD("a", "b", "--log=/tmp/log.txt")
        .RawOverlayShell("cat '/tmp/a b'", "why")).ShouldBe(
        [
            Message("Overlay[1].Path", "/tmp/x"), Message("Overlay[1].Content", "/tmp"), Message("Overlay[2].Target", "/tmp/b"), Message("Overlay[3].Path", "/tmp"), Message("ConfD[0].Value", "/tmp/log.txt"), Message("RawShell[0].Text", "/tmp/a"),
        ]);

    [Theory]
    [InlineData("/var/tmp")]
    [InlineData("/var/tmp/x")]
    [InlineData("/run/tmp")]
    [InlineData("https://host/tmp/x")]
    [InlineData("$HOME/tmp")]
    [InlineData("${work}/tmp/x")]
    [InlineData("$(pwd)/tmp/x")]
    [InlineData("~/tmp")]
    [InlineData("/tmpfs")]
    [InlineData("/tmp-x")]
    [InlineData("\"$tmp/x\"")]
    public void Other_folders_are_fine(string text) => Clean(iso => iso.File("/etc/x", "a " + text + "\n"));

    [Fact]
    public void Removing_something_in_tmp_is_fine() => Clean(iso => iso.Remove("/tmp/x"));

    [Fact]
    public void A_folder_that_only_begins_so_is_fine() => Clean(iso => iso.File("/tmpl/x", "").Link("/etc/a", "/tmpl"));

    private static string Message(string element, string path) =>
        $"{element}: '{path}' lies in /tmp, which is a small tmpfs on builders and is emptied at boot; use /var/tmp, or a place of its own below /var or /run";
}
