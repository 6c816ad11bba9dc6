using Bivouac.Rules.Fixes;
using Shouldly;
using Xunit;

namespace Bivouac.Dsl.Tests.Rules.Vendor;

public class KernelKeyRuleTests() : RuleTests("BIV0705")
{
    [Fact]
    public void Headers_without_the_kernel_as_key_are_found()
    {
        Find(iso => iso.BuildStep("a", b => b.Apks("build-base", "linux-lts-dev", "linux-virt-dev"))).ShouldBe(
            ["BuildSteps[0].Apks[1]: the build step 'a' installs the kernel headers linux-lts-dev, but the kernel is no key of it, so what it made for one kernel would be used with the next one; call .KeyOfKernel()"]);
        Fixes(iso => iso.BuildStep("a", b => b.Apks("linux-lts-dev"))).ShouldBe([new Fix(FixKind.AddCall, "BuildStep", ".KeyOfKernel()")]);
        Elements(iso => iso.Kernel(new KernelFlavor("own")).BuildStep("a", b => b.Apks("linux-own-dev"))).ShouldBe(["BuildSteps[0].Apks[0]"]);
    }

    [Fact]
    public void With_the_kernel_as_key_they_are_fine() => Clean(iso => iso.BuildStep("a", b => b.Apks("linux-lts-dev").KeyOfKernel()));

    [Fact]
    public void Other_packages_of_that_form_are_none() => Clean(iso => iso.BuildStep("a", b => b.Apks("linux-pam-dev", "linux-headers", "linux-dev", "linux--dev", "linux-lts-dev-doc")));
}
