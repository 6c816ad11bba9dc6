using Shouldly;
using Xunit;

namespace Bivouac.Dsl.Tests.Rules.Overlay;

public class RepositoriesFileRuleTests() : RuleTests("BIV0314")
{
    [Theory]
    [InlineData("https://dl-cdn.alpinelinux.org/alpine/edge/main\n")]
    [InlineData("# /media/cdrom/apks\n@local https://host/x\n")]
    [InlineData("")]
    public void A_file_without_the_mediums_path_is_found(string text) => Find(iso => iso.File("/etc/apk/repositories", text)).ShouldBe(
        ["Overlay[0].Content: '/etc/apk/repositories' names no path of the medium, and packages are installed from there at boot; leave it out, so that it is made at boot, or add a line such as /media/cdrom/apks"]);

    [Theory]
    [InlineData("/media/cdrom/apks\nhttps://host/x\n")]
    [InlineData("https://host/x\n/media/usb/apks")]
    [InlineData("@local /media/usb/apks\n")]
    [InlineData("/mnt/apks\n")]
    public void A_file_with_a_path_is_fine(string text) => Clean(iso => iso.File("/etc/apk/repositories", text));

    [Fact]
    public void What_is_not_known_is_fine() => Clean(iso => iso.FileFrom("/etc/apk/repositories", "unknown").File("/etc/apk/repositories.d/x", ""));
}
