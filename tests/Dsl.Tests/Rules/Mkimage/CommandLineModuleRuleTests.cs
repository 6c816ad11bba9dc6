using Bivouac.Rules.Fixes;
using Shouldly;
using Xunit;

namespace Bivouac.Dsl.Tests.Rules.Mkimage;

public class CommandLineModuleRuleTests() : RuleTests("BIV0112")
{
    [Fact]
    public void A_module_without_its_feature_is_found()
    {
        Find(iso => iso.CommandLine(c => c.Modules("loop", "squashfs", "xfs"))).ShouldBe(
            ["CommandLine.Modules[2]: modules= names 'xfs', but the initramfs has no such module without the feature xfs, and modprobe says nothing; add .InitfsFeatures(InitfsFeature.Xfs)"]);
        Fixes(iso => iso.CommandLine(c => c.Modules("zfs")))[0].ShouldBe(new Fix(FixKind.AddCall, "", ".InitfsFeatures(new InitfsFeature(\"zfs\"))"));
    }

    [Fact]
    public void Dashes_and_underscores_are_the_same() => Elements(iso => iso.CommandLine(c => c.Modules("dm-crypt", "dm_crypt"))).ShouldBe(["CommandLine.Modules[0]", "CommandLine.Modules[1]"]);

    [Fact]
    public void A_feature_that_was_taken_away_counts_as_missing()
    {
        Find(iso => iso.RemoveInitfsFeatures(InitfsFeature.Virtio).CommandLine(c => c.Modules("virtio_blk"))).ShouldHaveSingleItem().ShouldEndWith("; leave the feature in");
        Clean(iso => iso.RemoveInitfsFeatures(InitfsFeature.Virtio).InitfsFeatures(InitfsFeature.Network).CommandLine(c => c.Modules("virtio_net")));
    }

    [Fact]
    public void What_a_declared_or_default_feature_brings_is_fine() =>
        Clean(iso => iso.InitfsFeatures(InitfsFeature.Xfs, InitfsFeature.Network).CommandLine(c => c.Modules("xfs", "e1000e", "isofs", "vfat", "virtio_blk")));

    [Fact]
    public void The_features_of_a_base_profile_count()
    {
        Clean(iso => iso.Inherit(BaseProfile.Virt).CommandLine(c => c.Modules("virtio_net", "isofs")));
        Elements(iso => iso.Inherit(BaseProfile.Virt).CommandLine(c => c.Modules("e1000e"))).ShouldBe(["CommandLine.Modules[0]"]);
        Clean(iso => iso.Inherit(new BaseProfile("own")).CommandLine(c => c.Modules("e1000e")));
    }

    [Theory]
    [InlineData("loop")]
    [InlineData("sd-mod")]
    [InlineData("usb-storage")]
    [InlineData("nvme")]
    [InlineData("own_module")]
    public void Of_other_modules_nothing_is_known(string module) => Clean(iso => iso.RemoveInitfsFeatures(InitfsFeature.Nvme, InitfsFeature.Usb).CommandLine(c => c.Modules(module)));

    [Fact]
    public void Another_kernel_may_have_it_built_in()
    {
        Clean(iso => iso.Kernel(KernelFlavor.Rpi).CommandLine(c => c.Modules("xfs")));
        Clean(iso => iso.Repository("https://apk.example.org/v1").CommandLine(c => c.Modules("xfs")));
    }

    [Fact]
    public void A_feature_of_the_builders_own_may_bring_it() => Clean(iso => iso.InitfsFeatures(new InitfsFeature("own")).CommandLine(c => c.Modules("xfs")));

    [Fact]
    public void Raw_shell_may_choose_the_features() => Clean(iso => iso.RawProfileShell("initfs_features=\"$initfs_features xfs\"", "why").CommandLine(c => c.Modules("xfs")));
}
