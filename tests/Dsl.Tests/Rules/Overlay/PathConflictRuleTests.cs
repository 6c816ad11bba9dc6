using Shouldly;
using Xunit;

namespace Bivouac.Dsl.Tests.Rules.Overlay;

public class PathConflictRuleTests() : RuleTests("BIV0307")
{
    [Fact]
    public void What_a_build_brings_is_a_file_or_a_folder()
    {
        Find(iso => iso.File("/a", "").BuildStep("s", b => b.Output("/a").Output("/")).Download("d", d => d.From("https://a/b").ChecksumFile(".s").Into("/a/c").Unpack("/b")).File("/b", "")).ShouldBe(
        [
            "Overlay[1].Path: '/a' cannot be made, because '/a' is a file already" + Rest("/a"),
            "Overlay[3].Path: '/a/c' cannot be made, because '/a' is a file already" + Rest("/a"),
            "Overlay[5].Path: '/b' cannot be made, because that path is a folder already" + Rest("/b"),
        ]);
    }

    [Theory]
    [InlineData("file", "'/a' is a file already")]
    [InlineData("link", "'/a' is a link already")]
    public void A_path_below_a_file_or_link_is_found(string kind, string why) => Find(iso => (kind == "file" ? iso.File("/a", "") : iso.Link("/a", "/b")).File("/a/b/c", "").Directory("/a")).ShouldBe(
        [$"Overlay[1].Path: '/a/b/c' cannot be made, because {why}{Rest("/a")}", $"Overlay[2].Path: '/a' cannot be made, because {why}{Rest("/a")}"]);

    [Fact]
    public void A_file_where_a_folder_is_already_is_found() => Find(iso => iso.File("/a/b", "").Link("/a", "/c").Directory("/d").File("/d", "")).ShouldBe(
        ["Overlay[1].Path: '/a' cannot be made, because that path is a folder already" + Rest("/a"), "Overlay[3].Path: '/d' cannot be made, because that path is a folder already" + Rest("/d")]);

    [Fact]
    public void Trees_count_with_their_files_and_their_folder()
    {
        Project.Add("overlay/a/b", "").Add("overlay/a/c", "").Add("overlay/d", "");
        Find(iso => iso.Link("/a", "/x").Tree("overlay").Tree("overlay", "/a").File("/d/e", "")).ShouldBe(
        [
            "Overlay[1].Source: '/a/b' (overlay/a/b) cannot be made, because '/a' is a link already" + Rest("/a"),
            "Overlay[2].Path: the folder '/a' cannot be made, because '/a' is a link already" + Rest("/a"),
        ]);
        Find(iso => iso.Tree("overlay").File("/d/e", "")).ShouldBe(["Overlay[1].Path: '/d/e' cannot be made, because '/d' is a file already" + Rest("/d")]);
    }

    [Fact]
    public void What_is_removed_is_no_obstacle() => Clean(iso => iso.File("/a", "").Remove("/a").File("/a/b", "").Remove("/a").Link("/a", "/x").File("/a", ""));

    [Fact]
    public void What_follows_from_the_definition_is_there_first() => Elements(iso => iso.Hostname("x").File("/etc/hostname/x", "").Link("/etc/runlevels", "/x")).ShouldBe(["Overlay[0].Path", "Overlay[1].Path"]);

    [Fact]
    public void Nothing_below_a_link_can_be_removed() => Elements(iso => iso.Link("/a", "/b").Remove("/a/c").File("/d", "").Remove("/d/e")).ShouldBe(["Overlay[1].Path"]);

    [Fact]
    public void Folders_that_are_declared_later_and_files_that_are_replaced_are_fine() => Clean(iso => iso.File("/a/b", "").Directory("/a", "0700").File("/a/b", "x").Link("/a/b", "y").File("/ab", "").File("/ab-c/d", ""));

    private static string Rest(string path) => $", so the build would fail; give one of them another path, or call .Remove(\"{path}\") before this one";
}
