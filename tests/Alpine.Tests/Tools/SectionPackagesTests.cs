using System;
using System.Threading.Tasks;
using Shouldly;
using Xunit;

namespace Bivouac.Alpine.Tests.Tools;

/// <summary>What mkimage.sh is going to make, told ahead, with Alpine's own sections.</summary>
public sealed class SectionPackagesTests(MirrorServer mirror) : LookAhead(mirror), IClassFixture<MirrorServer>
{
    private const string Look = "cat ../packages/needs; cut -d ' ' -f 1,2 ../packages/now";
    private const string Keep = "mv ../packages/now ../packages/last";

    [Fact]
    public async Task Packages_of_each_section_that_is_to_be_made_are_told()
    {
        var (code, log) = await RunAsync(Packages("nano"), between: Look);

        code.ShouldBe(0, log);
        log.ShouldStartWith("recursive nano\napks ");
        log.ShouldContain("\napks nano\n");
        log.ShouldNotContain("\nkernel ");
    }

    [Fact]
    public async Task After_a_good_build_changes_are_told_by_name_and_version()
    {
        (await RunAsync(Packages("nano chrony"), between: Keep)).Code.ShouldBe(0);

        (await RunAsync(Packages("nano chrony"))).Log.ShouldNotContain("stale");
        var (_, log) = await RunAsync(
            Packages("nano"),
            before: "sed -i 's/^apks nano .*/apks nano 0.1-r0/; $ a kernel linux-lts 6.12.76-r0' ../packages/last");

        log.ShouldMatch("(?m)^>>> bivouac: stale apks nano 0\\.1-r0 → [0-9.]+-r[0-9]+, - chrony");
        log.ShouldContain(">>> bivouac: stale kernel - linux-lts\n");
    }

    [Fact]
    public async Task What_a_profile_does_of_its_own_is_done_here_too()
    {
        var profile = Packages("nano") + """
            section_apks() {
            	build_section apks "$ARCH" own "$(apk fetch --root "$APKROOT" --simulate acpid | checksum)"
            }

            """;

        var (code, log) = await RunAsync(profile, between: Look);

        code.ShouldBe(0, log);
        log.ShouldStartWith("recursive nano\napks acpid\n");
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
