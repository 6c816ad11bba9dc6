using System;
using System.Linq;
using Bivouac.Apk;
using Bivouac.Dsl.Tests.Apk;
using Bivouac.Model;
using Bivouac.Rules.Inputs;
using Shouldly;
using Xunit;

namespace Bivouac.Dsl.Tests.Rules.Apks;

public class ContradictionRuleTests() : RuleTests("BIV0402")
{
    [Fact]
    public void Versions_that_exclude_each_other_are_found() => Find(iso => iso.Apk("go", a => a.StartingWith("1.23")).Apks("make").Apk("go", a => a.StartingWith("1.24")))
        .ShouldBe(["Apks[2].Constraint: the package 'go' must be of the versions ~1.23 and ~1.24, which none is, so it would not be installed at boot; keep one of them"]);

    [Theory]
    [InlineData("=1.2-r0", "=1.3-r0")]
    [InlineData("=1.2", "=1.2-r0")]
    [InlineData("=1.2-r0", "~1.3")]
    [InlineData("=1.2-r0", ">=1.2-r1")]
    [InlineData("=1.2-r0", "<1.2-r0")]
    [InlineData("=1.2-r0", ">1.2-r0")]
    [InlineData(">=2", "<1")]
    [InlineData(">=2", "<2")]
    [InlineData(">2", "<=2")]
    [InlineData(">=1.10", "<1.9")]
    [InlineData(">=1.2", "<1.2_rc1")]
    [InlineData("~1.23", "~1.24")]
    [InlineData("~1.2", "~1.20")]
    [InlineData("~1.23", ">=1.24")]
    [InlineData("~1.23", "<1.20")]
    [InlineData("~1.2.3", "<1.2")]
    [InlineData("~1.2_rc1", ">=1.2")]
    public void No_version_meets_both(string a, string b)
    {
        VersionConflict.Between(Read(a), Read(b)).ShouldBeTrue();
        VersionConflict.Between(Read(b), Read(a)).ShouldBeTrue();
    }

    [Theory]
    [InlineData("=1.2-r0", "=1.2-r0", "1.2-r0")]
    [InlineData("=1.2-r0", "~1.2", "1.2-r0")]
    [InlineData(">=1.2", "<1.3", "1.2.5-r0")]
    [InlineData(">=2", "<=2", "2")]
    [InlineData("<1.2", "<3", "1.1-r0")]
    [InlineData("~1.2", "~1.2.3", "1.2.3-r0")]
    [InlineData("~1.2", ">=1.2.3", "1.2.4-r0")]
    [InlineData("~1.2", "<1.2", "1.2_rc1-r0")]
    [InlineData("~1.2", "<1.2-r3", "1.2-r2")]
    [InlineData("~1.2.3", ">=1.2", "1.2.3-r0")]
    [InlineData("~1.2_rc1", "<1.2", "1.2_rc1-r0")]
    public void Some_version_meets_both(string a, string b, string version)
    {
        Meets(a, version).ShouldBeTrue();
        Meets(b, version).ShouldBeTrue();
        VersionConflict.Between(Read(a), Read(b)).ShouldBeFalse();
        VersionConflict.Between(Read(b), Read(a)).ShouldBeFalse();
    }

    /// <summary>No pair is called a conflict that a version of a package, which is at least as long as what it must begin with, meets.</summary>
    [Fact]
    public void What_a_version_meets_is_no_conflict()
    {
        var random = new Random(11);
        string[] operators = ["=", "~", ">=", ">", "<", "<="];
        var texts = Enumerable.Range(0, 60).Select(_ => Version(random, 3)).Distinct().ToArray();
        var versions = texts.SelectMany(t => new[] { t, t + "-r0", t + "-r1" }).Where(ApkVersion.IsValid).ToArray();
        var conflicts = 0;
        for (var i = 0; i < 4000; i++)
        {
            var a = operators[random.Next(6)] + versions[random.Next(versions.Length)];
            var b = operators[random.Next(6)] + versions[random.Next(versions.Length)];
            if (!VersionConflict.Between(Read(a), Read(b))) continue;
            conflicts++;
            versions.Where(v => Means(a, v) && Means(b, v)).ShouldBeEmpty(a + " and " + b);
        }

        conflicts.ShouldBeGreaterThan(500);
    }

    [Fact]
    public void A_package_of_two_repositories_is_found() =>
        Find(iso => iso.Repository("https://a.example", "a").Repository("https://b.example", "b").Apk("tool", x => x.From("a")).Apk("tool", x => x.From("b")))
            .ShouldBe(["Apks[1].Repository: the package 'tool' is taken from the repositories 'a' and 'b', so that the newer of both would be installed at boot; keep one of them"]);

    [Fact]
    public void What_is_not_installed_at_boot_has_no_version_to_meet() =>
        Clean(iso => iso.Apk("go", a => a.StartingWith("1.23")).Apk("go", a => a.StartingWith("1.24").OnMediumOnly()));

    [Fact]
    public void Packages_that_exclude_each_other_are_found_in_the_index()
    {
        Index = "P:eudev-netifnames\nV:3-r0\nD:!mdevd !udev<2 so:x\n\nP:mdevd\nV:0.1-r0\n\nP:udev\nV:3-r0\n";
        Find(iso => iso.Arch(Arch.X86_64).Apks("mdevd", "udev", "eudev-netifnames"))
            .ShouldBe(["Apks[2]: the package 'eudev-netifnames' and the package 'mdevd' cannot be installed together, so that the boot would leave packages out; keep one of them"]);
        Clean(iso => iso.Arch(Arch.X86_64).Apks("mdevd").MediumApks("eudev-netifnames"));
        Clean(iso => iso.Arch(Arch.Aarch64).Repository("https://apk.example.org").Apks("mdevd", "eudev-netifnames"));
    }

    [Fact]
    public void The_real_index_has_packages_that_exclude_each_other()
    {
        Index = string.Join("\n", RealIndex.Lines());
        Elements(iso => iso.Arch(Arch.Aarch64).Apks("bison", "openssh", "byacc", "pstree", "psmisc")).ShouldBe(["Apks[2]", "Apks[4]"]);
        Clean(iso => iso.Arch(Arch.Aarch64).Apks("openssh", "openssh-client-default", "busybox", "alpine-base", "eudev", "vlan"));
    }

    private static ApkConstraint Read(string text)
    {
        var comparison = text[..text.IndexOfAny([.. "0123456789"])];
        return new(comparison, text[comparison.Length..]);
    }

    private static bool Meets(string constraint, string version) => ApkDependency.Parse("x" + constraint).IsSatisfiedBy(version);

    private static bool Means(string constraint, string version) =>
        Meets(constraint, version) && (constraint[0] != '~' || version.StartsWith(constraint[1..], StringComparison.Ordinal));

    private static string Version(Random random, int length)
    {
        var text = string.Join(".", Enumerable.Range(0, random.Next(1, length + 1)).Select(_ => random.Next(0, 13)));
        return random.Next(4) == 0 ? text + "_" + (random.Next(2) == 0 ? "rc" : "p") + random.Next(3) : text;
    }
}
