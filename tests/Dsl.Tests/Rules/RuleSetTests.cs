using System;
using System.Linq;
using Bivouac.Dsl.Tests.Declaration;
using Bivouac.Rules;
using Bivouac.Versioning;
using Shouldly;
using Xunit;

namespace Bivouac.Dsl.Tests.Rules;

public class RuleSetTests
{
    [Fact]
    public void The_minimal_sample_has_no_findings() => RuleSet.Check(Samples.Minimal()).ShouldBeEmpty();

    [Fact]
    public void Rules_are_ordered_by_id_and_each_id_stands_once()
    {
        var ids = RuleSet.All.Select(r => r.Descriptor.Id).ToArray();
        ids.ShouldBe(ids.Order(StringComparer.Ordinal));
        ids.Concat(VersionsRules.All.Select(d => d.Id)).ShouldBeUnique();
    }

    [Fact]
    public void Each_rule_says_what_is_wrong_and_what_to_do() =>
        RuleSet.All.Select(r => r.Descriptor).Concat(VersionsRules.All).ShouldAllBe(d => d.MessageFormat.Contains("; ") && d.Id.Length == 7 && d.HelpLink.EndsWith("/docs/rules/" + d.Id + ".md") && d.Title.Length > 0);

    [Fact]
    public void A_finding_reads_as_one_line() => RuleSet.Check(new LiveCdBuilder().Hostname("a").Build("x"))[0].ToString().ShouldStartWith("BIV0102 Definition: profile 'x' declares no arch");

    [Fact]
    public void Each_rule_has_a_test_class_of_its_own()
    {
        var tested = typeof(RuleSetTests).Assembly.GetTypes().Where(t => t.GetMethods().Any(m => m.GetCustomAttributes(typeof(FactAttribute), true).Length > 0)).Select(t => t.FullName).ToHashSet();

        foreach (var rule in RuleSet.All.Select(r => r.GetType()))
            tested.ShouldContain(rule.FullName!.Replace("Bivouac.Rules.", "Bivouac.Dsl.Tests.Rules.") + "Tests");
    }
}
