using Bivouac.Dsl.Tests.Declaration;
using Bivouac.Rules.Fixes;
using Shouldly;
using Xunit;

namespace Bivouac.Dsl.Tests.Rules.Vendor;

public class UnknownDownloadRuleTests() : RuleTests("BIV0701")
{
    [Fact]
    public void A_download_that_is_not_declared_is_found_with_its_neighbours()
    {
        Find(iso => iso.Download("nvidia", d => d.NvidiaDriver(Samples.Nvidia, Arch.X86_64)).BuildStep("modules", b => b.Uses("nvidia", "nvdia", "other"))).ShouldBe(
        [
            "BuildSteps[0].Downloads[1]: the build step 'modules' uses the download 'nvdia', which is not declared, so the build would fail; correct the name (near: nvidia), or declare it with .Download(...)",
            "BuildSteps[0].Downloads[2]: the build step 'modules' uses the download 'other', which is not declared, so the build would fail; declare it with .Download(...)",
        ]);
        Fixes(iso => iso.Download("nvidia", d => d.NvidiaDriver(Samples.Nvidia, Arch.X86_64)).BuildStep("modules", b => b.Uses("nvdia"))).ShouldBe([new Fix(FixKind.ReplaceText, "", "nvidia")]);
    }

    [Fact]
    public void The_order_does_not_matter() => Clean(iso => iso.BuildStep("modules", b => b.Uses("go")).Download("go", d => d.GoToolchain(Samples.Go, Arch.X86_64)));
}
