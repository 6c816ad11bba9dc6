using System.Linq;
using Bivouac.Dsl.Tests.Apk;
using Bivouac.Rules.Fixes;
using Shouldly;
using Xunit;

namespace Bivouac.Dsl.Tests.Rules.Apks;

public class UnmetConstraintRuleTests() : RuleTests("BIV0404")
{
    private const string Some = "P:go\nV:1.23.6-r0\np:cmd:go=1.23.6-r0\n\nP:openjdk21\nV:21.0.6_p7-r0\np:java-jre=21 java\n\nP:openjdk17\nV:17.0.14_p7-r0\np:java-jre=17\n";

    private static readonly PinnedVersion Go = new("GO_VERSION", "1.22");

    [Fact]
    public void A_version_that_the_index_has_not_is_found_with_the_one_it_has()
    {
        Index = Some;
        Find(iso => iso.Arch(Arch.X86_64).Alpine("3.21").Apk("go", a => a.StartingWith(Go)))
            .ShouldBe(["Apks[0].Constraint: the package 'go' must be ~1.22, but the package index of Alpine 3.21 for x86_64 has 1.23.6-r0, so it would not be installed at boot and nothing would say so; change the constraint or the branch"]);
    }

    [Theory]
    [InlineData("1.22", "1.23")]
    [InlineData("1.22.12", "1.23.6")]
    [InlineData("2", "1")]
    public void A_beginning_is_repaired_with_as_many_numbers(string wrong, string right)
    {
        Index = Some;
        Fixes(iso => iso.Arch(Arch.X86_64).Apk("go", a => a.StartingWith(wrong))).ShouldBe([new Fix(FixKind.ReplaceText, "", right)]);
    }

    [Fact]
    public void Only_what_names_a_version_is_repaired()
    {
        Index = Some;
        Fixes(iso => iso.Arch(Arch.X86_64).Apk("go", a => a.Exactly("1.23.6"))).ShouldBe([new Fix(FixKind.ReplaceText, "", "1.23.6-r0")]);
        Fixes(iso => iso.Arch(Arch.X86_64).Apk("go", a => a.AtLeast("1.24")).Apk("go", a => a.StartingWith(Go))).ShouldBeEmpty();
        Elements(iso => iso.Arch(Arch.X86_64).Apk("go", a => a.AtLeast("1.24")).Apk("go", a => a.Below("1.23"))).ShouldBe(["Apks[0].Constraint", "Apks[1].Constraint"]);
    }

    [Fact]
    public void Versions_that_there_are_are_fine()
    {
        Index = Some;
        Clean(iso => iso.Arch(Arch.X86_64).Apk("go", a => a.StartingWith("1.23")).Apk("go", a => a.AtLeast("1.23.6")).Apk("go", a => a.Exactly("1.23.6-r0")).Apk("go", a => a.Below("1.24")));
        Clean(iso => iso.Arch(Arch.X86_64).Apk("nosuch", a => a.StartingWith("1")).Apk("go", a => a.StartingWith("1.22").OnMediumOnly()));
    }

    [Fact]
    public void Versions_of_provided_names_count()
    {
        Index = Some;
        Clean(iso => iso.Arch(Arch.X86_64).Apk("java-jre", a => a.AtLeast("21")));
        Find(iso => iso.Arch(Arch.X86_64).Apk("java-jre", a => a.AtLeast("22"))).Single().ShouldContain("has 21 and 17");
    }

    [Fact]
    public void A_version_without_its_release_is_met_by_no_package_of_alpine()
    {
        Find(iso => iso.Apk("go", a => a.Exactly("1.23.6")))
            .ShouldBe(["Apks[0].Constraint: the package 'go' must be =1.23.6, but every package of Alpine has a release behind its version, as 1.23.6-r0, so it would not be installed at boot and nothing would say so; write the release, or ask for .StartingWith(...)"]);
        Clean(iso => iso.Apk("go", a => a.Exactly("1.23.6-r0")).Apk("make", a => a.StartingWith("4.4")).Apk("cmake", a => a.Exactly("3").OnMediumOnly()));
    }

    [Fact]
    public void Nothing_is_said_of_other_repositories()
    {
        Index = Some;
        Clean(iso => iso.Arch(Arch.X86_64).Repository("https://apk.example.org").Apk("go", a => a.Exactly("1.22")));
        Clean(iso => iso.Arch(Arch.X86_64).Repository("https://apk.example.org", "own").Apk("go", a => a.From("own").Exactly("1.22")));
    }

    [Fact]
    public void The_real_index_has_what_it_has()
    {
        Index = string.Join("\n", RealIndex.Lines());
        Find(iso => iso.Arch(Arch.Aarch64).Apk("openssh", a => a.AtLeast("9.6"))).Single().ShouldContain("the package index of aarch64 has 9.1_p1-r3");
        Clean(iso => iso.Arch(Arch.Aarch64).Apk("openssh", a => a.StartingWith("9.1")).Apk("python3", a => a.StartingWith("3.10")).Apk("linux-lts", a => a.StartingWith("5.15")));
    }

    [Fact]
    public void Every_package_of_the_real_index_has_a_release() =>
        RealIndex.Lines().Where(l => l.StartsWith("V:")).ShouldAllBe(l => System.Text.RegularExpressions.Regex.IsMatch(l, "-r[0-9]+$"));
}
