using Shouldly;
using Xunit;

namespace Bivouac.Dsl.Tests.Rules.Mkimage;

public class KernelPinsRuleTests() : RuleTests("BIV0114")
{
    [Fact]
    public void Headers_of_another_version_are_found() => Find(iso => iso.Apk("linux-lts", a => a.Exactly("6.12.1-r0")).Apk("linux-lts-dev", a => a.Exactly("6.12.2-r0"))).ShouldBe(
        ["Apks[1].Constraint: a repository has the kernel lts, its headers and its addons in one version only, and none meets both 'linux-lts=6.12.1-r0' and 'linux-lts-dev=6.12.2-r0'; ask for the same version, best by one key of VERSIONS"]);

    [Fact]
    public void So_are_those_of_another_version_than_the_kernels_pin()
    {
        Find(iso => iso.Kernel(KernelFlavor.Lts, "6.6").Apk("linux-lts-dev", a => a.StartingWith("6.12"))).ShouldHaveSingleItem().ShouldContain("'linux-lts~6.6' and 'linux-lts-dev~6.12'");
        Elements(iso => iso.Kernel(KernelFlavor.Lts, "6.12").Apk("linux-lts", a => a.StartingWith("6.6"))).ShouldBe(["Apks[0].Constraint"]);
        Clean(iso => iso.Kernel(KernelFlavor.Lts, "6.12").Apk("linux-lts-dev", a => a.Exactly("6.12.19-r1")));
        Clean(iso => iso.Kernel(KernelFlavor.Lts, "6.12").Apk("linux-lts", a => a.StartingWith("6.12.4")).Apk("linux-virt", a => a.StartingWith("6.6")));
        Clean(iso => iso.Kernel(KernelFlavor.Lts, "6.6").Apk("linux-virt-dev", a => a.StartingWith("6.12")));
    }

    [Fact]
    public void Two_constraints_of_one_package_are_another_rules() => Clean(iso => iso.Apk("linux-lts", a => a.StartingWith("6.6")).Apk("linux-lts", a => a.StartingWith("6.12")));

    [Theory]
    [InlineData("=", "6.12.1-r0", "~", "6.12.2")]
    [InlineData("=", "6.12.1-r0", ">=", "6.12.1-r1")]
    [InlineData("=", "6.12.1-r0", "<", "6.12")]
    [InlineData("~", "6.6", ">=", "6.12")]
    [InlineData("~", "6.12", "<", "6.6")]
    [InlineData(">=", "6.12", "<", "6.12")]
    [InlineData(">=", "6.12", "<", "6.6")]
    public void Ranges_that_have_nothing_in_common_are_found(string left, string from, string right, string to)
    {
        Elements(iso => Pin(Pin(iso, "linux-lts", left, from), "linux-lts-dev", right, to)).ShouldBe(["Apks[1].Constraint"]);
        Elements(iso => Pin(Pin(iso, "linux-lts-dev", right, to), "linux-lts", left, from)).ShouldBe(["Apks[1].Constraint"]);
    }

    [Theory]
    [InlineData("=", "6.12.1-r0", "~", "6.12")]
    [InlineData("~", "6.12", "~", "6.12.3")]
    [InlineData("~", "6.12", ">=", "6.12.5")]
    [InlineData("~", "6.12", "<", "6.12.5")]
    [InlineData("~", "6.12", "<", "6.12")]
    [InlineData(">=", "6.6", ">=", "6.12")]
    [InlineData("<", "6.6", "<", "6.12")]
    [InlineData(">=", "6.6", "<", "6.12")]
    public void What_some_version_meets_is_fine(string left, string from, string right, string to) =>
        Clean(iso => Pin(Pin(iso, "linux-lts", left, from), "linux-lts-dev", right, to));

    [Fact]
    public void Addons_have_the_version_of_the_kernel_but_their_own_release()
    {
        Elements(iso => iso.Kernel(KernelFlavor.Lts, "6.12.19").Apk("zfs-lts", a => a.Exactly("6.12.20-r0"))).ShouldBe(["Apks[0].Constraint"]);
        Clean(iso => iso.Apk("linux-lts", a => a.Exactly("6.12.19-r1")).Apk("zfs-lts", a => a.Exactly("6.12.19-r3")));
        Clean(iso => iso.Apk("linux-lts", a => a.AtLeast("6.12.19-r1")).Apk("zfs-lts", a => a.Exactly("6.12.19-r0")));
    }

    [Fact]
    public void Other_packages_and_other_repositories_are_fine()
    {
        Clean(iso => iso.Apk("linux-lts", a => a.Exactly("6.12.1-r0")).Apk("linux-firmware", a => a.Exactly("20250311-r0")).Apk("linux-headers", a => a.StartingWith("6.6")));
        Clean(iso => iso.Repository("https://a.example.org", tag: "own").Kernel(KernelFlavor.Lts, "6.6").Apk("linux-lts-dev", a => a.StartingWith("6.12").From("own")));
        Clean(iso => iso.Repository("https://a.example.org").Kernel(KernelFlavor.Lts, "6.6").Apk("linux-lts-dev", a => a.StartingWith("6.12")));
    }

    private static LiveCdBuilder Pin(LiveCdBuilder iso, string package, string comparison, string version) => iso.Apk(package, a => _ = comparison switch
    {
        "=" => a.Exactly(version),
        "~" => a.StartingWith(version),
        ">=" => a.AtLeast(version),
        _ => a.Below(version),
    });
}
