using System.Linq;
using Bivouac.Generators.Tests.Harness;
using Microsoft.CodeAnalysis;
using Shouldly;
using Xunit;

namespace Bivouac.Generators.Tests;

public sealed class IncrementalTests
{
    private const string Image = "using Bivouac; [LiveCd] public static partial class Rescue { static void Define(LiveCdBuilder iso) => iso.Arch(Arch.X86_64).Hostname(\"a\").Title(Versions.Go).Use(Common.Tools).FileFrom(\"/a\", \"overlay/f1\"); }";
    private const string Common = "using Bivouac; public static class Common { public static void Tools(LiveCdBuilder b) => b.Apks(\"htop\"); }";

    private static GeneratorProject Project() =>
        new GeneratorProject().Versions("GO=1.2\n").Write("Rescue.cs", Image).Write("Common.cs", Common).Write("Other.cs", "class Other { int A() => 1; }").Run();

    [Fact]
    public void An_edit_elsewhere_prints_nothing_anew()
    {
        var project = Project().Write("Other.cs", "class Other { int A() => 2; int B() => 3; }").Run();

        project.OutputReasons().ShouldAllBe(r => r == IncrementalStepRunReason.Cached || r == IncrementalStepRunReason.Unchanged);
        project.Reasons(TrackingNames.Definitions).ShouldBe([IncrementalStepRunReason.Unchanged]);
        project.Reasons(TrackingNames.Images).ShouldBe([IncrementalStepRunReason.Cached]);
        project.Reasons(TrackingNames.Targets).ShouldAllBe(r => r == IncrementalStepRunReason.Cached || r == IncrementalStepRunReason.Unchanged);
        project.Reasons(TrackingNames.VersionsTree).ShouldBe([IncrementalStepRunReason.Cached]);
        project.Reasons(TrackingNames.NeedsMain).ShouldBe([IncrementalStepRunReason.Unchanged]);
    }

    [Fact]
    public void A_comment_behind_the_definition_prints_nothing_anew()
    {
        var project = Project().Write("Rescue.cs", Image + " // later").Run();

        project.OutputReasons().ShouldAllBe(r => r == IncrementalStepRunReason.Cached || r == IncrementalStepRunReason.Unchanged);
    }

    [Fact]
    public void A_first_use_of_a_key_elsewhere_prints_the_image_and_a_second_one_does_not()
    {
        var project = Project().Versions("GO=1.2\nTOOL=1\n").Run().Write("Other.cs", "class Other { string A() => Versions.Values.Tool; }").Run();
        project.Reasons(TrackingNames.Images).ShouldBe([IncrementalStepRunReason.Modified]);

        project.Write("Other.cs", "class Other { string A() => Versions.Values.Tool; string B() => Versions.Values.Tool; }").Run();

        project.OutputReasons().ShouldAllBe(r => r == IncrementalStepRunReason.Cached || r == IncrementalStepRunReason.Unchanged);
    }

    [Fact]
    public void Every_step_has_a_name()
    {
        var project = Project();

        var names = typeof(TrackingNames).GetFields().Select(f => (string)f.GetValue(null)!).ToArray();
        names.ShouldBeSubsetOf(project.Result.TrackedSteps.Keys);
    }

    [Fact]
    public void An_edit_of_a_fragment_prints_the_images_that_use_it()
    {
        var project = Project().Write("Unused.cs", Image.Replace("Rescue", "Second").Replace(".Use(Common.Tools)", "")).Run();

        project.Write("Common.cs", Common.Replace("htop", "btop")).Run();

        project.Reasons(TrackingNames.Images).ShouldBe([IncrementalStepRunReason.Modified, IncrementalStepRunReason.Unchanged], ignoreOrder: true);
        project.Files["Rescue.LiveCd.g.cs"].ShouldContain("btop");
    }

    [Fact]
    public void An_edit_of_VERSIONS_prints_the_class_and_the_images()
    {
        var project = Project().Versions("GO=1.3\n").Run();

        project.Files["Versions.g.cs"].ShouldContain("1.3");
        project.Reasons(TrackingNames.Versions).ShouldBe([IncrementalStepRunReason.Modified]);
    }

    [Fact]
    public void A_comment_in_VERSIONS_prints_nothing_anew()
    {
        var project = Project().Versions("GO=1.2\n# note\n").Run();

        project.OutputReasons().ShouldAllBe(r => r == IncrementalStepRunReason.Cached || r == IncrementalStepRunReason.Unchanged);
    }

    [Fact]
    public void No_file_but_VERSIONS_is_read()
    {
        var project = new GeneratorProject().Versions("GO=1.2\n").Write("Rescue.cs", Image).Write("Common.cs", Common);
        var files = Enumerable.Range(0, 1000).Select(i => project.WriteText("/project/overlay/f" + i, "content")).ToArray();

        project.Run();

        project.Files.Count.ShouldBe(2);
        files.Sum(f => f.Reads).ShouldBe(0);
    }

    [Fact]
    public void Nothing_of_the_compilation_is_kept()
    {
        var project = Project();

        foreach (var step in typeof(TrackingNames).GetFields().Select(f => (string)f.GetValue(null)!).Where(n => n != TrackingNames.VersionsTree))
            foreach (var output in project.Result.TrackedSteps[step].SelectMany(s => s.Outputs))
                ObjectGraph.ShouldHoldNothingOfRoslyn(output.Value, step);
    }
}
