using System;
using System.Collections.Generic;
using System.Linq;
using Bivouac.Apk;
using CsCheck;
using Shouldly;
using Xunit;

namespace Bivouac.Dsl.Tests.Apk;

public sealed class ApkVersionTests
{
    [Theory]
    [MemberData(nameof(Facts))]
    public void Versions_compare_as_apk_2_14_4_compares_them(string left, char expected, string right)
    {
        Sign(ApkVersion.Compare(left, right)).ShouldBe(expected);
        Sign(ApkVersion.Compare(right, left)).ShouldBe(expected switch { '<' => '>', '>' => '<', _ => '=' });
    }

    public static TheoryData<string, char, string> Facts() => ApkVersionFacts.Comparisons;

    [Theory]
    [InlineData("1")]
    [InlineData("1.2.3")]
    [InlineData("1.2.3a")]
    [InlineData("1.2.3_rc1")]
    [InlineData("1.2.3_pre20210530193627-r0")]
    [InlineData("1.2_alpha2_p3-r11")]
    [InlineData("0.0.0_git20230101-r0")]
    [InlineData("2b4-r1")]
    [InlineData("1.")]
    [InlineData("1-r")]
    [InlineData("a")]
    [InlineData("v1.2")]
    [InlineData("1.2-r1-r2")]
    public void What_apk_lets_pass_is_valid(string text) => ApkVersion.IsValid(text).ShouldBeTrue();

    [Theory]
    [InlineData(null)]
    [InlineData("")]
    [InlineData("1.2-3")]
    [InlineData("1.2_foo")]
    [InlineData("1.2-r1.3")]
    [InlineData("1.2ab")]
    [InlineData("1.2 ")]
    [InlineData("1.2A")]
    [InlineData("1.2_patch")]
    [InlineData("1.2_rc1a")]
    [InlineData("123456789012345678")]
    public void What_apk_refuses_is_not_valid(string? text) => ApkVersion.IsValid(text).ShouldBeFalse();

    [Fact]
    public void A_text_that_is_no_version_is_refused_with_what_to_write()
    {
        var error = Should.Throw<FormatException>(() => ApkVersion.Parse("6.6-lts"));

        error.Message.ShouldContain("'6.6-lts'");
        error.Message.ShouldContain("write digits");
    }

    [Fact]
    public void A_commit_hash_is_read_as_apk_3_reads_it()
    {
        var version = ApkVersion.Parse("1.2_git20240101~5d3ad1b-r0");

        version.HasCommitHash.ShouldBeTrue();
        ApkVersion.Compare("1.2~aa-r0", "1.2~ab-r0").ShouldBeLessThan(0);
        ApkVersion.Compare("1.2~aa-r0", "1.2~aa-r1").ShouldBeLessThan(0);
        ApkVersion.Compare("1.2~aa", "1.2").ShouldBeGreaterThan(0);
        ApkVersion.IsValid("1.2~").ShouldBeFalse();
        ApkVersion.IsValid("1.2~xyz").ShouldBeFalse();
        ApkVersion.IsValid("1.2~aa~bb").ShouldBeFalse();
    }

    [Fact]
    public void Versions_are_equal_when_written_alike_and_sort_by_age()
    {
        string[] written = ["1.10-r0", "1.9-r3", "1.9_rc1-r0", "1.9-r10"];

        var sorted = written.Select(ApkVersion.Parse).Order().Select(version => version.Text);

        sorted.ShouldBe(["1.9_rc1-r0", "1.9-r3", "1.9-r10", "1.10-r0"]);
        ApkVersion.Parse("1.9-r3").ShouldBe(ApkVersion.Parse("1.9-r3"));
        ApkVersion.Parse("1.9-r3").GetHashCode().ShouldBe(ApkVersion.Parse("1.9-r3").GetHashCode());
        ApkVersion.Parse("1.9-r").ShouldNotBe(ApkVersion.Parse("1.9-r0"));
        ApkVersion.Parse("1.9-r").CompareTo(ApkVersion.Parse("1.9-r0")).ShouldBe(0);
    }

    [Fact]
    public void Any_text_can_be_compared_and_the_answer_turns_round_with_the_sides()
    {
        var text = Gen.Char["0123456789.._-rabpc~ "].Array[0, 24].Select(chars => new string(chars));
        Gen.Select(text, text).Sample((left, right) =>
            Math.Sign(ApkVersion.Compare(left, right)) == -Math.Sign(ApkVersion.Compare(right, left))
            && ApkVersion.Compare(left, left) == 0);
    }

    [Fact]
    public void Every_version_of_a_real_index_parses_and_sorting_does_not_depend_on_the_order_given()
    {
        var versions = RealIndex.Lines().Where(line => line.StartsWith("V:", StringComparison.Ordinal)).Select(line => line[2..]).Distinct().ToList();

        versions.Where(version => !ApkVersion.IsValid(version)).ShouldBeEmpty();
        versions.Count.ShouldBeGreaterThan(1000);
        var comparer = Comparer<string>.Create(ApkVersion.Compare);
        var forward = versions.OrderBy(version => version, comparer).ToList();
        var backward = Enumerable.Reverse(versions).OrderBy(version => version, comparer).ToList();
        forward.Zip(backward).ShouldAllBe(pair => ApkVersion.Compare(pair.First, pair.Second) == 0);
    }

    private static char Sign(int order) => order < 0 ? '<' : order > 0 ? '>' : '=';
}
