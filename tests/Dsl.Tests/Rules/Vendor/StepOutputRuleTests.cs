using Shouldly;
using Xunit;

namespace Bivouac.Dsl.Tests.Rules.Vendor;

public class StepOutputRuleTests() : RuleTests("BIV0704")
{
    [Fact]
    public void A_step_that_leaves_nothing_in_the_image_is_found() =>
        Find(iso => iso.BuildStep("a", b => b.Script("a.sh").Output("/opt/a")).BuildStep("b", b => b.Script("b.sh"))).ShouldBe(
            ["BuildSteps[1]: the build step 'b' says not where its output goes, so nothing of it would come into the image; call .Output(\"/usr/local/lib/...\")"]);

    [Fact]
    public void A_step_with_an_output_is_fine() => Clean(iso => iso.BuildStep("a", b => b.Script("a.sh").Output("/")));
}
