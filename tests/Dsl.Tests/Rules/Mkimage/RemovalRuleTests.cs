using Bivouac.Rules.Fixes;
using Shouldly;
using Xunit;

namespace Bivouac.Dsl.Tests.Rules.Mkimage;

public class RemovalRuleTests() : RuleTests("BIV0115")
{
    [Fact]
    public void Without_a_base_profile_there_is_no_package_to_take_out()
    {
        Find(iso => iso.RemoveApks("openssh")).ShouldBe(["RemovedApks[0]: taking out the package 'openssh' has no effect: there is no base profile that could have it; take this back"]);
        Fixes(iso => iso.RemoveApks("openssh")).ShouldBe([new Fix(FixKind.Remove, "", "")]);
    }

    [Fact]
    public void A_package_that_the_base_profile_does_not_have_is_found()
    {
        Find(iso => iso.Inherit(BaseProfile.Virt).RemoveApks("network-extra")).ShouldBe(
            ["RemovedApks[0]: taking out the package 'network-extra' has no effect: the base profile 'virt' (edge of March 2025) does not have it; correct the name (near: network-extras) or take this back"]);
        Fixes(iso => iso.Inherit(BaseProfile.Virt).RemoveApks("network-extra")).ShouldBe([new Fix(FixKind.ReplaceText, "", "network-extras")]);
    }

    [Theory]
    [InlineData("virt", "network-extras")]
    [InlineData("standard", "iw")]
    [InlineData("extended", "linux-firmware")]
    [InlineData("extended", "dhcrelay")]
    [InlineData("extended", "tiny-cloud-alpine")]
    [InlineData("xen", "zfs-lts")]
    public void What_the_base_profile_and_those_below_it_have_is_fine(string profile, string package) => Clean(iso => iso.Inherit(new BaseProfile(profile)).RemoveApks(package));

    [Fact]
    public void A_feature_that_is_not_there_is_found()
    {
        Find(iso => iso.RemoveInitfsFeatures(InitfsFeature.Raid, InitfsFeature.Bootchart)).ShouldBe(
            ["RemovedInitfsFeatures[1]: taking out the initfs feature 'bootchart' has no effect: it is none of the default ones; take this back"]);
        Find(iso => iso.Inherit(BaseProfile.Standard).RemoveInitfsFeatures(InitfsFeature.Bootchart, new InitfsFeature("nmve"))).ShouldBe(
            ["RemovedInitfsFeatures[1]: taking out the initfs feature 'nmve' has no effect: the base profile 'standard' (edge of March 2025) does not have it; correct the name (near: nvme) or take this back"]);
    }

    [Theory]
    [InlineData("base")]
    [InlineData("squashfs")]
    public void What_is_always_there_cannot_be_taken_out(string feature)
    {
        Find(iso => iso.RemoveInitfsFeatures(new InitfsFeature(feature))).ShouldBe(
            [$"RemovedInitfsFeatures[0]: taking out the initfs feature '{feature}' has no effect: update-kernel adds it to every initramfs; take this back"]);
        Fixes(iso => iso.Inherit(BaseProfile.Virt).RemoveInitfsFeatures(new InitfsFeature(feature))).ShouldBe([new Fix(FixKind.Remove, "", "")]);
    }

    [Fact]
    public void What_a_shared_fragment_adds_may_be_taken_out_again() => Clean(iso => iso.InitfsFeatures(InitfsFeature.Xfs).RemoveInitfsFeatures(InitfsFeature.Xfs));

    [Fact]
    public void Of_unknown_profiles_and_older_branches_nothing_is_known()
    {
        Clean(iso => iso.Inherit(new BaseProfile("own")).RemoveApks("a").RemoveInitfsFeatures(InitfsFeature.Xfs));
        Clean(iso => iso.Inherit(BaseProfile.Standard).Alpine("3.14").RemoveApks("haveged").RemoveInitfsFeatures(new InitfsFeature("rpirtc")));
    }
}
