using System.Threading.Tasks;
using Shouldly;
using Xunit;

namespace Bivouac.Alpine.Tests.Tools;

/// <summary>Why the real mkimage.sh makes packages anew, told while it asks the real apk.</summary>
public sealed class ApkWrapperTests(MirrorServer mirror) : LookAhead(mirror), IClassFixture<MirrorServer>
{
    [Fact]
    public async Task What_the_medium_is_made_from_is_noted_and_the_next_change_is_told()
    {
        const string noted = "local=; export BIVOUAC_SECTIONS=\"$PWD/../sections\"; ";
        var (code, log) = await ShellAsync(Packages("nano chrony"), noted + Mkimage);
        code.ShouldBe(0, log);
        log.ShouldNotContain("stale");

        (code, log) = await ShellAsync(
            Packages("nano"),
            "cd ../sections; mv now last; sed -i 's/^nano .*/nano 0.1-r0/' last/apks; cd ../stage; " + noted + Mkimage + "; cut -d ' ' -f 1 ../sections/now/apks; ls ../sections/now");

        code.ShouldBe(0, log);
        log.ShouldMatch("(?m)^>>> bivouac: stale apks nano 0\\.1-r0 → [0-9.]+-r[0-9]+, - chrony");
        log.ShouldContain("\nnano\n");
        log.ShouldEndWith("\napks\n");
    }
}
