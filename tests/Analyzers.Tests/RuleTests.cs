using System;
using System.Collections.Generic;
using System.IO;
using System.Linq;
using System.Reflection;
using System.Text.RegularExpressions;
using Bivouac.Replay;
using Bivouac.Rules;
using Bivouac.Versioning;
using Microsoft.CodeAnalysis;
using Shouldly;
using Xunit;

namespace Bivouac.Analyzers.Tests;

/// <summary>What holds for every rule.</summary>
public sealed class RuleTests
{
    private static readonly string Root = typeof(RuleTests).Assembly.GetCustomAttributes<AssemblyMetadataAttribute>().Single(a => a.Key == "RepositoryRoot").Value!;

    private static IEnumerable<RuleDescriptor> Rules { get; } = [.. DefinitionRules.All, .. VersionsRules.All, .. Bivouac.Rules.RuleSet.All.Select(r => r.Descriptor)];

    public static TheoryData<string> Ids { get; } = new(Rules.Select(r => r.Id));

    [Theory]
    [MemberData(nameof(Ids))]
    public void A_rule_has_an_id_a_title_a_message_and_a_page(string id)
    {
        var rule = Rules.Single(r => r.Id == id);

        rule.Id.ShouldMatch("^BIV[0-9]{4}$");
        rule.Title.ShouldNotBeNullOrWhiteSpace();
        rule.Title.ShouldNotEndWith(".");
        rule.Category.ShouldNotBeNullOrWhiteSpace();
        // The fact, then what to do. Where the builder's own sentence follows, it says that.
        Regex.IsMatch(rule.MessageFormat, "; .|: \\{1\\}$").ShouldBeTrue(rule.MessageFormat);
        rule.MessageFormat.ShouldNotEndWith(".");
        rule.HelpLink.ShouldEndWith("/docs/rules/" + id + ".md");

        var page = File.ReadAllText(Path.Combine(Root, "docs", "rules", id + ".md"));
        page.ShouldStartWith("# " + id + ": " + rule.Title + "\n");
        foreach (var heading in new[] { "## Why", "## Wrong", "## Right", "## How to suppress" }) page.ShouldContain("\n" + heading + "\n");
        page.ShouldContain("dotnet_diagnostic." + id + ".severity");
    }

    [Fact]
    public void Ids_are_unique() => Rules.Select(r => r.Id).ShouldBeUnique();

    [Fact]
    public void Every_page_belongs_to_a_rule() => Directory.GetFiles(Path.Combine(Root, "docs", "rules"), "BIV*.md")
        .Select(f => Path.GetFileNameWithoutExtension(f)).Order(StringComparer.Ordinal)
        .ShouldBe(Rules.Select(r => r.Id).Order(StringComparer.Ordinal));

    [Fact]
    public void The_index_of_the_pages_lists_every_rule_with_its_title_severity_and_repair()
    {
        var lines = File.ReadAllLines(Path.Combine(Root, "docs", "rules", "README.md")).Where(l => l.StartsWith("| [BIV", StringComparison.Ordinal)).ToArray();

        lines.ShouldBe(Rules.OrderBy(r => r.Id, StringComparer.Ordinal).Select(r =>
            $"| [{r.Id}]({r.Id}.md) | {r.Title} | {new LiveCdAnalyzer().SupportedDiagnostics.Single(d => d.Id == r.Id).DefaultSeverity.ToString().ToLowerInvariant()} | {(HasRepair(r.Id) ? "yes" : "")} |"));
    }

    /// <summary>The corpus shows a repair for each rule that has one.</summary>
    private static bool HasRepair(string id) => Directory.GetFiles(Path.Combine(Root, "tests", "CodeFixes.Tests", "Corpus"), id + "*.txt")
        .Any(f => File.ReadAllText(f).Contains("\n--- fixed\n", StringComparison.Ordinal));

    [Fact]
    public void The_analyzer_supports_every_rule()
    {
        var supported = new LiveCdAnalyzer().SupportedDiagnostics;

        supported.Select(d => d.Id).ShouldBe(Rules.Select(r => r.Id).Order(StringComparer.Ordinal));
        foreach (var rule in Rules)
        {
            var descriptor = supported.Single(d => d.Id == rule.Id);
            descriptor.HelpLinkUri.ShouldBe(rule.HelpLink);
            descriptor.Title.ToString().ShouldBe(rule.Title);
            descriptor.MessageFormat.ToString().ShouldBe(rule.MessageFormat);
            descriptor.DefaultSeverity.ToString().ShouldBe(rule.Severity.ToString());
            descriptor.Category.ShouldBe("Bivouac." + rule.Category);
        }
    }

    [Fact]
    public void The_release_files_list_every_rule()
    {
        var rows = new[] { "Shipped", "Unshipped" }
            .SelectMany(f => File.ReadAllLines(Path.Combine(Root, "src", "Analyzers", "AnalyzerReleases." + f + ".md")))
            .Where(l => l.StartsWith("BIV", StringComparison.Ordinal));

        rows.Order(StringComparer.Ordinal).ShouldBe(new LiveCdAnalyzer().SupportedDiagnostics.Select(d =>
            $"{d.Id} | {d.Category} | {d.DefaultSeverity} | {d.Title}"));
    }
}
