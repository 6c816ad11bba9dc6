using Bivouac.Rules.Fixes;
using Shouldly;
using Xunit;

namespace Bivouac.Dsl.Tests.Rules.Vendor;

public class KernelHeadersRuleTests() : RuleTests("BIV0706")
{
    [Fact]
    public void Headers_of_another_kernel_are_found()
    {
        Find(iso => iso.BuildStep("a", b => b.Apks("linux-virt-dev").KeyOfKernel())).ShouldBe(
            ["BuildSteps[0].Apks[0]: the build step 'a' builds for the image's kernel, which is lts, with the headers linux-virt-dev of another one, so the build would stop; install linux-lts-dev"]);
        Fixes(iso => iso.BuildStep("a", b => b.Apks("linux-virt-dev").KeyOfKernel())).ShouldBe([new Fix(FixKind.ReplaceText, "", "linux-lts-dev")]);
        Elements(iso => iso.Kernel(KernelFlavor.Virt).BuildStep("a", b => b.Apks("linux-lts-dev").KeyOfKernel())).ShouldBe(["BuildSteps[0].Apks[0]"]);
        Elements(iso => iso.Inherit(BaseProfile.Virt).BuildStep("a", b => b.Apks("linux-lts-dev").KeyOfKernel())).ShouldBe(["BuildSteps[0].Apks[0]"]);
    }

    [Fact]
    public void Headers_of_one_of_its_kernels_are_fine() => Clean(iso => iso.Kernel(KernelFlavor.Lts).Kernel(KernelFlavor.Virt)
        .BuildStep("a", b => b.Apks("linux-virt-dev").KeyOfKernel()).BuildStep("b", b => b.Apks("linux-lts-dev").KeyOfKernel()));

    [Fact]
    public void Who_does_not_build_for_the_image_may_have_any() => Clean(iso => iso.BuildStep("a", b => b.Apks("linux-virt-dev")));

    [Fact]
    public void Which_kernel_it_is_may_not_be_known()
    {
        Clean(iso => iso.Inherit(new BaseProfile("own")).BuildStep("a", b => b.Apks("linux-virt-dev").KeyOfKernel()));
        Clean(iso => iso.RawProfileShell("kernel_flavors=virt", "a test").BuildStep("a", b => b.Apks("linux-virt-dev").KeyOfKernel()));
    }
}
