using Bivouac.Rules.Fixes;
using Shouldly;
using Xunit;

namespace Bivouac.Dsl.Tests.Rules.Overlay;

public class SourceMissingRuleTests() : RuleTests("BIV0305")
{
    [Fact]
    public void What_is_missing_or_of_another_kind_is_found()
    {
        Project.Add("overlay/etc/motd", "").Add("overlay/etc/issue", "").Add("keys/a.pub", "");
        Find(iso => iso.FileFrom("/etc/motd", "overlay/etc/modt").FileFrom("/etc", "overlay/etc").Tree("overlya").Tree("overlay/ect").Tree("keys/a.pub").FileFrom("/x", "elsewhere/x")
            .Repository("https://a/b", key: "keys/b.pub")).ShouldBe(
        [
            "Repositories[0].Key: there is no file 'keys/b.pub' in the project, so the build would fail; correct the name (near: keys/a.pub), or add it",
            "Overlay[0].Source: there is no file 'overlay/etc/modt' in the project, so the build would fail; correct the name (near: overlay/etc/motd), or add it",
            "Overlay[1].Source: 'overlay/etc' is a folder, so the build would fail; take folders with .Tree(...)",
            "Overlay[2].Source: there is no folder 'overlya' with files in the project, so there is nothing to copy; correct the name, or add it",
            "Overlay[3].Source: there is no folder 'overlay/ect' with files in the project, so there is nothing to copy; correct the name (near: overlay/etc), or add it",
            "Overlay[4].Source: 'keys/a.pub' is a file, so the build would fail; take single files with .FileFrom(...)",
            "Overlay[5].Source: there is no file 'elsewhere/x' in the project, so the build would fail; correct the name, or add it",
        ]);
    }

    [Fact]
    public void The_nearest_name_is_a_repair()
    {
        Project.Add("overlay/etc/motd", "");
        Fixes(iso => iso.FileFrom("/etc/motd", "overlay/etc/modt")).ShouldBe([new Fix(FixKind.ReplaceText, "", "overlay/etc/motd")]);
        Fixes(iso => iso.FileFrom("/etc/motd", "overlay/ect/motd")).ShouldBe([new Fix(FixKind.ReplaceText, "", "overlay/etc/motd")]);
    }

    [Fact]
    public void What_is_there_is_fine()
    {
        Project.Add("overlay/etc/motd", "");
        Clean(iso => iso.FileFrom("/etc/motd", "overlay/etc/motd").Tree("overlay").Tree("overlay/etc", "/etc").Repository("https://a/b"));
    }

    [Fact]
    public void Of_a_project_that_is_not_known_nothing_is_missing() => Clean(iso => iso.FileFrom("/etc/motd", "overlay/etc/modt").Tree("x").Repository("https://a/b", key: "x"));
}
