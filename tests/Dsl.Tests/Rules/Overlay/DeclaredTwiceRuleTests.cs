using Shouldly;
using Xunit;

namespace Bivouac.Dsl.Tests.Rules.Overlay;

public class DeclaredTwiceRuleTests() : RuleTests("BIV0306")
{
    [Fact]
    public void Downloads_take_the_place_of_files_and_folders_of_a_build_add_to_what_is_there()
    {
        Find(iso => iso.File("/a", "").Download("b", d => d.From("https://a/b").ChecksumFile(".s").Into("/a").Into("/a").Into("/a", "0600")).Download("c", d => d.From("https://a/b").ChecksumFile(".s").Into("/a", "0600")))
            .ShouldBe([Message(1, "/a"), Message(3, "/a"), Message(4, "/a")]);
        Clean(iso => iso.Directory("/opt").File("/opt/a", "").BuildStep("s", b => b.Output("/opt").Output("/")).BuildStep("t", b => b.Output("/opt")).Directory("/opt"));
    }

    [Fact]
    public void The_later_of_two_that_differ_is_found() => Find(iso => iso.File("/etc/motd", "a").File("/etc/motd", "b").Link("/x", "/a").Link("/x", "/b").Directory("/y").Directory("/y", "0700").File("/x", "")).ShouldBe(
        [Message(1, "/etc/motd"), Message(3, "/x"), Message(5, "/y"), Message(6, "/x")]);

    [Fact]
    public void A_tree_that_comes_later_is_found_once()
    {
        Project.Add("overlay/etc/motd", "tree").Add("overlay/etc/issue", "tree").Add("overlay/etc/other", "tree");
        Find(iso => iso.File("/etc/motd", "a").File("/etc/issue", "b").Tree("overlay")).ShouldBe(
            ["Overlay[2].Source: '/etc/issue' (overlay/etc/issue) (and 1 more) takes the place of what is declared for that path before; call .Tree(...) first, so that single declarations take the place of its files"]);
    }

    [Fact]
    public void A_declaration_after_a_tree_and_a_tree_over_a_tree_are_fine()
    {
        Project.Add("overlay/etc/motd", "tree").Add("site/etc/motd", "site");
        Clean(iso => iso.Tree("overlay").Tree("site").File("/etc/motd", "a"));
        Find(iso => iso.Tree("overlay").File("/etc/motd", "a").File("/etc/motd", "b")).ShouldBe([Message(2, "/etc/motd")]);
    }

    [Fact]
    public void What_is_removed_between_or_is_equal_is_fine()
    {
        Clean(iso => iso.File("/etc/motd", "a").Remove("/etc/motd").File("/etc/motd", "b").File("/a/b", "").Remove("/a").Link("/a/b", "x"));
        Clean(iso => iso.File("/etc/motd", "a").File("/etc/motd", "a").Directory("/x").Directory("/x").Link("/y", "z").Link("/y", "z"));
    }

    [Fact]
    public void What_may_be_equal_is_fine()
    {
        Project.Add("a", null).Add("overlay/etc/motd", "same");
        Clean(iso => iso.FileFrom("/etc/a", "a").FileFrom("/etc/a", "b").File("/etc/motd", "same").Tree("overlay"));
    }

    [Fact]
    public void Another_mode_is_a_difference() => Elements(iso => iso.File("/etc/a", "a").File("/etc/a", "a", "0600")).ShouldBe(["Overlay[1].Path"]);

    private static string Message(int index, string path) =>
        $"Overlay[{index}].Path: '{path}' takes the place of what is declared for that path before; keep one of them, or call .Remove(\"{path}\") before this one";
}
