using System;
using System.Threading.Tasks;
using Shouldly;
using Xunit;

namespace Bivouac.Alpine.Tests.Tools;

/// <summary>What mkimage.sh is going to make, told ahead, with Alpine's own sections.</summary>
public sealed class SectionPackagesTests(MirrorServer mirror) : LookAhead(mirror), IClassFixture<MirrorServer>
{
    private const string Look = "cat ../packages/needs";

    [Fact]
    public async Task Packages_of_each_section_that_is_to_be_made_are_told()
    {
        var (code, log) = await RunAsync(Packages("nano"), between: Look);

        code.ShouldBe(0, log);
        log.ShouldStartWith("recursive nano\n>>> bivouac: packages ");
    }

    [Fact]
    public async Task What_a_profile_does_of_its_own_is_done_here_too()
    {
        var profile = Packages("nano") + """
            section_apks() {
            	build_section apks "$ARCH" own "$(apk fetch --root "$APKROOT" --simulate acpid | checksum)"
            }

            """;

        var (code, log) = await RunAsync(profile, before: "mkdir -p ../work", between: Look);

        code.ShouldBe(0, log);
        log.ShouldStartWith("recursive nano\n>>> bivouac: packages ");
        var made = await RunAsync(profile, before: "mkdir -p \"../work/apks_x86_64_own_$(apk --root ../packages/root fetch --simulate acpid | sha1sum | cut -f 1 -d ' ')\"", between: "wc -c <../packages/needs");
        made.Log.Trim().ShouldBe("0");
    }

    [Fact]
    public async Task A_profile_that_stops_is_left_to_mkimage()
    {
        var (code, log) = await RunAsync("profile_bee() {\n\techo told >&2\n\texit 1\n}\n");

        code.ShouldBe(0, log);
        log.ShouldBe("told\n>>> bivouac: what the sections are made from cannot be told ahead\n");
    }

    [Fact]
    public async Task A_profile_of_another_architecture_needs_nothing()
    {
        var (code, log) = await RunAsync(Packages("nano").Replace("x86_64", "aarch64", StringComparison.Ordinal), between: "wc -c <../packages/needs");

        code.ShouldBe(0, log);
        log.Trim().ShouldBe("0");
    }
}
