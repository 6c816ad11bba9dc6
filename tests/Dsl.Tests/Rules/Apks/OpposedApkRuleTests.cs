using Shouldly;
using Xunit;

namespace Bivouac.Dsl.Tests.Rules.Apks;

public class OpposedApkRuleTests() : RuleTests("BIV0409")
{
    [Fact]
    public void For_the_medium_only_and_installed_is_found_on_the_first_of_both() => Find(iso => iso.MediumApks("htop", "nano").Apks("htop"))
        .ShouldBe(["Apks[0]: the package 'htop' is declared for the medium only and to be installed as well, so it is installed at boot; keep one of both"]);

    [Fact]
    public void A_constraint_that_nothing_looks_at_is_found() => Find(iso => iso.Apk("go", a => a.AtLeast("1.23").OnMediumOnly()))
        .ShouldBe(["Apks[0].Constraint: the package 'go' is for the medium only, so nothing looks at the constraint >=1.23, which is a line of /etc/apk/world; take the constraint out, or let the package be installed"]);

    [Fact]
    public void Removed_and_declared_is_found() => Find(iso => iso.Inherit(BaseProfile.Standard).Apks("chrony").RemoveApks("chrony", "iw"))
        .ShouldBe(["RemovedApks[0]: the package 'chrony' is taken from the base profile's and declared, so it is there; keep one of both"]);

    [Fact]
    public void A_package_that_is_exchanged_for_a_tagged_one_is_fine()
    {
        Clean(iso => iso.Inherit(BaseProfile.Standard).RemoveApks("chrony").Repository("https://a.example", "a").Apk("chrony", a => a.From("a")));
        Find(iso => iso.Repository("https://a.example", "a").Apks("chrony").Apk("chrony", a => a.From("a")))
            .ShouldBe(["Apks[1].Repository: the package 'chrony' is declared from the repository 'a' and without one, so both are fetched and the newer is installed at boot; keep one of both"]);
    }

    [Fact]
    public void Each_package_in_one_way_is_fine() => Clean(iso => iso.Inherit(BaseProfile.Standard).RemoveApks("iw").Apks("chrony").MediumApks("htop").Firmware(Firmware.Intel).Apk("go", a => a.AtLeast("1.23")).Apk("go", a => a.Below("1.24")));
}
