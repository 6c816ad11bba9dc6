using Bivouac.Rules.Fixes;
using Shouldly;
using Xunit;

namespace Bivouac.Dsl.Tests.Rules.Mkimage;

public class InitfsFeatureRuleTests() : RuleTests("BIV0108")
{
    [Fact]
    public void A_misspelt_feature_is_found_with_its_neighbours()
    {
        Find(iso => iso.InitfsFeatures(InitfsFeature.Xfs, new InitfsFeature("btfrs"))).ShouldBe(
            ["InitfsFeatures[1]: mkinitfs (edge of March 2025) has no feature 'btfrs' and would leave it out without a word; correct the name (near: btrfs)"]);
        Fixes(iso => iso.InitfsFeatures(new InitfsFeature("btfrs"))).ShouldBe([new Fix(FixKind.ReplaceText, "", "btrfs")]);
    }

    [Theory]
    [InlineData("vfat", "usb")]
    [InlineData("dm-crypt", "cryptsetup")]
    [InlineData("e1000e", "network")]
    public void The_name_of_a_module_leads_to_its_feature(string module, string feature)
    {
        Find(iso => iso.InitfsFeatures(new InitfsFeature(module))).ShouldHaveSingleItem().ShouldEndWith("; the kernel module of that name comes with the feature " + feature);
        Fixes(iso => iso.InitfsFeatures(new InitfsFeature(module))).ShouldBe([new Fix(FixKind.ReplaceText, "", feature)]);
    }

    [Fact]
    public void What_is_like_nothing_is_to_be_taken_out() => Fixes(iso => iso.InitfsFeatures(new InitfsFeature("plymouth-theme"))).ShouldBe([new Fix(FixKind.Remove, "", "")]);

    [Theory]
    [InlineData("https")]
    [InlineData("lvm-thin")]
    [InlineData("kms")]
    [InlineData("zfs")]
    public void What_mkinitfs_has_is_fine(string feature) => Clean(iso => iso.InitfsFeatures(new InitfsFeature(feature)));

    [Fact]
    public void Nothing_is_said_about_branches_that_had_other_features() => Clean(iso => iso.Alpine("3.12").InitfsFeatures(new InitfsFeature("rpirtc")));

    [Fact]
    public void Raw_shell_of_the_profile_may_make_a_feature()
    {
        Clean(iso => iso.InitfsFeatures(new InitfsFeature("own")).RawProfileShell("echo kernel/drivers/own >/etc/mkinitfs/features.d/own.modules", "why"));
        Elements(iso => iso.InitfsFeatures(new InitfsFeature("own")).RawOverlayShell("mkdir -p \"$tmp/etc/mkinitfs/features.d\"", "why")).ShouldBe(["InitfsFeatures[0]"]);
    }

    [Fact]
    public void A_feature_file_in_the_overlay_comes_too_late() =>
        Elements(iso => iso.InitfsFeatures(new InitfsFeature("own")).File("/etc/mkinitfs/features.d/own.modules", "kernel/drivers/own\n")).ShouldBe(["InitfsFeatures[0]"]);
}
