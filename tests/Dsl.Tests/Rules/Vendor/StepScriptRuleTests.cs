using Shouldly;
using Xunit;

namespace Bivouac.Dsl.Tests.Rules.Vendor;

public class StepScriptRuleTests() : RuleTests("BIV0703")
{
    [Fact]
    public void What_the_step_takes_from_the_project_must_be_there()
    {
        Project.Add("build/nvidia.sh", "").Add("build/patches/a.patch", "");
        Find(iso => iso
            .BuildStep("none", b => b.Inputs("build/patches", "build/patch"))
            .BuildStep("missing", b => b.Script("build/nvidia"))
            .BuildStep("folder", b => b.Script("build"))).ShouldBe(
        [
            "BuildSteps[0]: no script is declared, so the build step 'none' would fail; name one of the project's with .Script(\"...\")",
            "BuildSteps[0].Inputs[1]: there is no 'build/patch' in the project, so the build step 'none' would fail; correct the name, or add it",
            "BuildSteps[1].Script: there is no file 'build/nvidia' in the project, so the build step 'missing' would fail; correct the name, or add it",
            "BuildSteps[2].Script: 'build' is a folder, so the build step 'folder' would fail; name the script in it, and the folder with .Inputs(...)",
        ]);
    }

    [Fact]
    public void What_is_there_is_fine()
    {
        Project.Add("build/nvidia.sh", "").Add("build/patches/a.patch", "");
        Clean(iso => iso.BuildStep("a", b => b.Script("build/nvidia.sh").Inputs("build/patches", "build/patches/a.patch")));
    }

    [Fact]
    public void Of_a_project_that_is_not_known_nothing_is_missing() => Clean(iso => iso.BuildStep("a", b => b.Script("build/nvidia.sh").Inputs("x")));
}
