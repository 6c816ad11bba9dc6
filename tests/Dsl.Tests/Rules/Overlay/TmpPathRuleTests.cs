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
        .Sysctl("kernel.core_pattern", "/tmp/core.%p")
        .ConfD("a", "b", "--log=/tmp/log.txt")
        .RawOverlayShell("cat '/tmp/a b'", "why")).ShouldBe(
        [
            Message("Overlay[1].Path", "/tmp/x"), Message("Overlay[1].Content", "/tmp"), Message("Overlay[2].Target", "/tmp/b"), Message("Overlay[3].Path", "/tmp"), Message("Sysctl[0].Value", "/tmp/core.%p"), Message("ConfD[0].Value", "/tmp/log.txt"), Message("RawShell[0].Text", "/tmp/a"),
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

    [Fact]
    public void Texts_of_project_files_are_named_with_their_line()
    {
        Project.Add("overlay/etc/init.d/x", "#!/sbin/openrc-run\n# not /tmp/a\necho x > /tmp/b # nor /tmp/c\n").Add("overlay/tmp/d", null).Add("files/y.conf", "# /tmp/e\nlog = /tmp/f\n");
        Find(iso => iso.Tree("overlay").FileFrom("/etc/y.conf", "files/y.conf")).ShouldBe(
        [
            Message("Overlay[0].Source", "/tmp/d", " (overlay/tmp/d)"), Message("Overlay[0].Source", "/tmp/b", " in overlay/etc/init.d/x:3"), Message("Overlay[1].Source", "/tmp/f", " in files/y.conf:2"),
        ]);
    }

    [Theory]
    [InlineData("/etc/x.conf", "# /tmp/x\n   # /tmp\n")]
    [InlineData("/etc/local.d/x.start", "#!/bin/sh\necho 'it''s' # /tmp/x\n")]
    [InlineData("/etc/local.d/y.start", "#!/bin/sh\ncat <<EOF\nit's\nEOF\n# that's /tmp/x\n")]
    [InlineData("/etc/fstab", "tmpfs /tmp tmpfs size=1g 0 0\n")]
    public void Comments_and_mount_points_are_fine(string path, string text) => Clean(iso => iso.File(path, text));

    [Theory]
    [InlineData("/etc/local.d/x.start", "#!/bin/sh\nmountpoint -q '/tmp' || mount -t tmpfs -o size=1g tmpfs /tmp\nchmod 1777 /tmp\n")]
    [InlineData("/etc/init.d/x", "#!/sbin/openrc-run\nstart_pre() {\n\tcheckpath -d -m 1777 \"/tmp\"\n}\n")]
    [InlineData("/etc/periodic/daily/x", "#!/bin/sh\nfind /tmp -mtime +1 -delete\nrm -rf /tmp/*\n[ -d /tmp ] && df -h /tmp\n")]
    public void The_care_of_tmp_itself_is_fine(string path, string text) => Clean(iso => iso.File(path, text, Mode.Executable));

    [Theory]
    [InlineData("chmod 1777 /tmp/x\n", "/tmp/x")]
    [InlineData("df /tmp\ncd /tmp\n", "/tmp")]
    [InlineData("rm -rf /tmp/x/*\n", "/tmp/x")]
    [InlineData("find / -name x > /tmp/y\n", "/tmp/y")]
    [InlineData("echo chmod /tmp\n", "/tmp")]
    public void What_lies_in_tmp_is_not(string line, string path) => Find(iso => iso.RawOverlayShell(line, "why")).ShouldBe([Message("RawShell[0].Text", path)]);

    [Theory]
    [InlineData("/etc/local.d/x.start", "#!/bin/sh\nmkdir -m 1777 /tmp/.X11-unix\nrm -f /tmp/.X0-lock /tmp/.ICE-unix/1\n")]
    [InlineData("/etc/motd", "What you put into /tmp is gone after a reboot.\n")]
    [InlineData("/usr/share/doc/rescue/README", "Logs are in /tmp/x no more.\n")]
    public void The_places_of_X_and_what_people_read_are_fine(string path, string text) => Clean(iso => iso.File(path, text, Mode.Executable));

    [Fact]
    public void What_only_looks_like_a_comment_is_code() => Find(iso => iso.File("/usr/bin/x", "#!/bin/sh\necho 'a # b' $# >/tmp/x\n")).ShouldHaveSingleItem();

    [Fact]
    public void Comments_of_raw_shell_are_fine() => Clean(iso => iso.RawOverlayShell("true # not in /tmp\n", "why"));

    [Fact]
    public void A_text_that_is_not_in_the_image_in_the_end_is_fine() => Clean(iso => iso.File("/etc/x", "/tmp/a").Remove("/etc/x").File("/etc/y", "/tmp/a").File("/etc/y", ""));

    private static string Message(string element, string path, string where = "") =>
        $"{element}: '{path}'{where} lies in /tmp, which is a small tmpfs on builders and is emptied at boot; use /var/tmp, or a place of its own below /var or /run";

    [Fact]
    public void Shell_of_services_is_read() => Elements(iso => iso.Service("a", s => s.Shell("mkdir /tmp\nx > /tmp/y\n", "a reason").Shell("chmod 1777 /tmp\n", "a reason"))).ShouldBe(["DeclaredServices[0].Steps[0].Text"]);
}
