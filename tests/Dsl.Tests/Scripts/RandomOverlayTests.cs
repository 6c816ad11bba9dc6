using Bivouac.Dsl.Tests.Shell;
using CsCheck;
using Shouldly;
using Xunit;

namespace Bivouac.Dsl.Tests.Scripts;

/// <summary>Given any overlay, when its script runs, then the archive holds what the model says and nothing else.</summary>
public class RandomOverlayTests
{
    [Fact]
    public void Busybox_makes_exactly_what_the_model_says() => Check(ShellKit.Busybox, 8);

    [Fact]
    public void Dash_and_gnu_tools_make_exactly_what_the_model_says() => Check(ShellKit.Dash, 7);

    [Fact]
    public void It_is_the_same_under_fakeroot() => Check(ShellKit.Fakeroot, 2);

    private static void Check(ShellKit kit, int iterations)
    {
        Assert.SkipUnless(kit.MissingForOverlays is null, kit.MissingForOverlays ?? "");
        Nasty.Overlay.Sample(
            sample =>
            {
                using var staged = new StagedImage(sample.Model, sample.Trees);
                var (result, archive) = staged.MakeOverlay(kit);
                result.ExitCode.ShouldBe(0, result + "\n" + sample);
                result.ToString().ShouldBe("exit 0\n\n");
                ArchiveEntry.Difference(sample.Expected, ArchiveEntry.Read(archive)).ShouldBeEmpty();
                staged.LeftOver("run-" + kit).ShouldBeEmpty();
            },
            iter: iterations * Effort.Factor,
            threads: 1);
    }
}
