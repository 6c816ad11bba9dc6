using System;
using System.IO;
using System.Linq;
using System.Reflection;
using System.Text.RegularExpressions;
using System.Threading.Tasks;
using Bivouac.Analyzers.Tests.Harness;
using Microsoft.CodeAnalysis.Testing;
using Shouldly;
using Xunit;

namespace Bivouac.Analyzers.Tests;

/// <summary>Realistic definitions that are right: no rule has anything to say about them.</summary>
public sealed class RightDefinitionsTests
{
    private static readonly string Folder = Path.Combine(
        typeof(RightDefinitionsTests).Assembly.GetCustomAttributes<AssemblyMetadataAttribute>().Single(a => a.Key == "RepositoryRoot").Value!, "tests", "Analyzers.Tests", "Right");

    public static TheoryData<string> Names { get; } = new(Directory.GetFiles(Folder, "*.txt").Select(f => Path.GetFileNameWithoutExtension(f)).Order(StringComparer.Ordinal));

    [Fact]
    public void There_are_ten_of_them() => Names.Count.ShouldBeGreaterThanOrEqualTo(10);

    /// <summary>The file has parts, each below a line <c>--- NAME</c>: <c>definition</c> is the source, all others are files of the project.</summary>
    [Theory]
    [MemberData(nameof(Names))]
    public Task A_right_definition_has_no_finding_and_compiles(string name)
    {
        var parts = Regex.Split(File.ReadAllText(Path.Combine(Folder, name + ".txt")), "^--- (.+)\n", RegexOptions.Multiline).Skip(1).Chunk(2).ToDictionary(c => c[0], c => c[1], StringComparer.Ordinal);
        return LiveCdTest.CheckProject(CompilerDiagnostics.Warnings, parts.Where(p => p.Key != "definition"), parts["definition"]);
    }
}
