using System.Linq;
using Bivouac.Rules.Data;
using Bivouac.Rules.Inputs;
using Bivouac.Rules.Mkimage;
using Bivouac.Scripts;
using Shouldly;
using Xunit;

namespace Bivouac.Dsl.Tests.Rules.Mkimage;

public class MkimageTablesTests
{
    [Fact]
    public void Each_list_is_of_a_profile_that_there_is() =>
        DataTable.Load("base-profile-lists.tsv").Rows.ShouldAllBe(r => ProfileTable.Has(r[0]) && (r[1] == "apks" || r[1] == "initfs_features" || r[1] == "kernel_addons") && (r[2] == "set" || r[2] == "add"));

    [Fact]
    public void Each_module_comes_with_a_feature_that_there_is() =>
        DataTable.Load("initfs-modules.tsv").Rows.ShouldAllBe(r => !r[0].Contains('-') && DataTable.Words(r[1]).All(InitfsFacts.IsFeature));

    [Fact]
    public void Each_addon_is_of_a_kernel_that_there_is_for_its_architectures()
    {
        var kernels = DataTable.Load("kernel-flavors.tsv").Rows.ToDictionary(r => r[0], r => DataTable.Words(r[1]));
        DataTable.Load("kernel-addons.tsv").Rows.ShouldAllBe(r => DataTable.Words(r[2]).All(kernels[r[1]].Contains));
    }

    [Fact]
    public void The_language_has_no_member_for_what_there_is_not()
    {
        LanguageNames<InitfsFeature>.All.ShouldAllBe(f => InitfsFacts.IsFeature(f));
        LanguageNames<GrubModule>.All.ShouldBeSubsetOf(DataTable.Load("grub-modules.tsv").Rows.Select(r => r[0]));
        LanguageNames<Firmware>.All.ShouldBeSubsetOf(DataTable.Load("firmware-packages.tsv").Rows.Select(r => r[0]));
        LanguageNames<BaseProfile>.All.ShouldAllBe(p => ProfileTable.Has(p));
    }

    [Fact]
    public void What_a_profile_starts_from_by_default_is_in_the_tables()
    {
        ProfileDefaults.InitfsFeatures.ShouldAllBe(f => InitfsFacts.IsFeature(f));
        ProfileDefaults.InitfsFeatures.ShouldBeSubsetOf(ProfileTable.WordsOf("base", "initfs_features")!);
    }

    [Fact]
    public void A_profile_has_the_words_of_those_that_it_calls()
    {
        new[] { "alpine-base", "iw", "vim" }.ShouldBeSubsetOf(ProfileTable.WordsOf("extended", "apks")!);
        ProfileTable.WordsOf("uboot", "initfs_features")!.ShouldNotContain("cdrom");
        ProfileTable.WordsOf("virt", "kernel_addons")!.ShouldBeEmpty();
        ProfileTable.WordsOf("own", "apks").ShouldBeNull();
        ProfileTable.Chain("virt").ShouldBe(["virt", "standard", "base"]);
    }

    [Fact]
    public void The_members_of_the_language_are_known_by_their_names()
    {
        LanguageNames<KernelFlavor>.All.ShouldBe(["lts", "virt", "stable", "rpi"], ignoreOrder: true);
        LanguageNames<InitfsFeature>.Expression("xfs").ShouldBe("InitfsFeature.Xfs");
        LanguageNames<InitfsFeature>.Expression("zfs").ShouldBe("new InitfsFeature(\"zfs\")");
    }
}
