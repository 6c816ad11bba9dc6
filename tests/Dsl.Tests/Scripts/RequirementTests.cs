using System;
using System.IO;
using System.Linq;
using System.Reflection;
using System.Text.RegularExpressions;
using Shouldly;
using Xunit;

namespace Bivouac.Dsl.Tests.Scripts;

/// <summary>What docs/unattended.md says about the tests of each requirement is so.</summary>
public class RequirementTests
{
    private static readonly string Root =
        typeof(RequirementTests).Assembly.GetCustomAttributes<AssemblyMetadataAttribute>().Single(a => a.Key == "RepositoryRoot").Value!;

    public static TheoryData<string> Ids => [.. Enumerable.Range(1, 10).Select(n => FormattableString.Invariant($"U{n}"))];

    [Theory]
    [MemberData(nameof(Ids))]
    public void Each_requirement_has_tests_and_those_that_are_named_carry_its_id(string id)
    {
        var line = File.ReadLines(Path.Combine(Root, "docs", "unattended.md")).Single(l => l.StartsWith("| " + id + " ", StringComparison.Ordinal));
        string[] named = [.. Regex.Matches(line.Split('|')[3], @"\w+Tests\b").Select(m => m.Value)];
        named.ShouldNotBeEmpty();
        named.Where(name => !Directory.EnumerateFiles(Path.Combine(Root, "tests"), name + ".cs", SearchOption.AllDirectories)
            .Any(f => Regex.IsMatch(File.ReadAllText(f), @"\b(void|Task) " + id + "_"))).ShouldBeEmpty();
    }
}
