using System.IO;
using System.Linq;
using System.Threading;
using System.Threading.Tasks;
using Bivouac.Mkimage.Builders;
using Bivouac.Mkimage.Building.Runs;
using Bivouac.Mkimage.Building.Space;
using Bivouac.Mkimage.Tests.Builders;
using Shouldly;
using Xunit;

namespace Bivouac.Mkimage.Tests.Building.Space;

public sealed class BuilderSpaceTests
{
    private readonly ScriptedBuilder _builder = new()
    {
        Sizes =
        {
            [ScriptedBuilder.Root] = new() { ["rescue-x86_64-12345678"] = 3000, ["kiosk-x86_64-12345678"] = 500, [".runs"] = 20, [".packages"] = 700 },
            [ScriptedBuilder.Root + "/rescue-x86_64-12345678/work"] = new() { ["apks_x86_64_1"] = 1000, ["kernel_x86_64_lts_1"] = 2000 },
        },
    };

    private static CancellationToken Token => TestContext.Current.CancellationToken;

    private BuilderSpace Space => new(_builder, ScriptedBuilder.Root);

    [Fact]
    public async Task Folders_of_builds_are_shown_section_by_section_the_largest_first() =>
        (await Space.MeasureAsync(Token)).Select(i => (i.Folder, i.Name, i.Bytes)).ShouldBe(
        [
            (".packages", "", 700), (".runs", "", 20), ("kiosk-x86_64-12345678", "", 500), ("rescue-x86_64-12345678", "", 3000),
            ("rescue-x86_64-12345678", "kernel_x86_64_lts_1", 2000), ("rescue-x86_64-12345678", "apks_x86_64_1", 1000),
        ]);

    [Fact]
    public async Task What_is_named_goes_and_all_else_stays()
    {
        (await Space.RemoveAsync(["rescue-x86_64-12345678", "rescue-aarch64-12345678"], Token)).ShouldBe(3000);

        _builder.Calls.ShouldBe(["remove builder/rescue-x86_64-12345678"]);
    }

    [Fact]
    public async Task What_is_not_Bivouacs_is_not_found_to_be_its_own()
    {
        foreach (var name in (string[])[".ssh", "holiday pictures", "my-vacation-photos", "packages"]) _builder.Sizes[ScriptedBuilder.Root][name] = 10;

        (await Space.FindOwnAsync(Token)).ShouldBe([".packages", ".runs", "kiosk-x86_64-12345678", "rescue-x86_64-12345678"]);
    }

    [Fact]
    public async Task Nothing_is_removed_under_a_build_that_runs()
    {
        _builder.Former[new BuilderRun("20250101T000000000Z_x_abc123", new RunName("rescue-x86_64-12345678", "0", "5e6f7a8b").ToString(), default, "/log")] = true;

        var failure = await Should.ThrowAsync<DriverException>(() => Space.RemoveAsync(["rescue-x86_64-12345678"], Token));
        failure.ExitCode.ShouldBe(ExitCode.BuilderUnavailable);
        failure.Next.ShouldContain("dotnet run -- attach abc123");
        await Should.ThrowAsync<DriverException>(() => Space.RemoveAsync([".runs"], Token));
        _builder.Calls.ShouldBeEmpty();
        await Space.RemoveAsync(["kiosk-x86_64-12345678"], Token);
        _builder.Calls.ShouldNotBeEmpty();
    }

    [Fact]
    public void What_can_be_fetched_again_goes_from_the_cache_and_keys_and_roots_stay()
    {
        using var here = new TestFolder();
        here.Write("downloads/minirootfs.tar.gz", "12345");
        here.Write("aports/abc/scripts/mkimage.sh", "123");
        here.Write("keys/own.rsa", "1");
        here.Write("roots/alpine/bin/sh", "1");

        CacheSpace.Measure(here.Path).Select(i => (i.Folder, i.Bytes)).ShouldBe([("aports", 3), ("downloads", 5), ("keys", 1), ("roots", 1)]);
        CacheSpace.Remove(here.Path).ShouldBe(8);
        Directory.EnumerateDirectories(here.Path).Select(Path.GetFileName).Order().ShouldBe(["keys", "roots"]);
        CacheSpace.Measure(here["none"]).ShouldBeEmpty();
    }
}
