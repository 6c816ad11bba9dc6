using System;
using System.Collections.Generic;
using System.IO;
using System.Linq;
using System.Reflection;
using System.Text.RegularExpressions;
using System.Threading.Tasks;
using Bivouac.Analyzers;
using Microsoft.CodeAnalysis;
using Microsoft.CodeAnalysis.CSharp;
using Microsoft.CodeAnalysis.Diagnostics;
using Microsoft.CodeAnalysis.Text;
using Shouldly;
using Xunit;

namespace Bivouac.CodeFixes.Tests;

/// <summary>The code on the rules' pages is what it says: the wrong one is found, the right one is not.</summary>
public sealed class RulePageTests
{
    private static readonly string Folder = Path.Combine(
        typeof(RulePageTests).Assembly.GetCustomAttributes<AssemblyMetadataAttribute>().Single(a => a.Key == "RepositoryRoot").Value!, "docs", "rules");

    /// <summary>What cannot be seen in a piece of C#: lines of VERSIONS, another version of the package, modes on the disk.</summary>
    private static readonly string[] NotCSharp = ["BIV0007", "BIV0202", "BIV0203", "BIV0205"];

    public static TheoryData<string> Ids { get; } = new(Directory.GetFiles(Folder, "BIV*.md").Select(f => Path.GetFileNameWithoutExtension(f)).Except(NotCSharp).Order(StringComparer.Ordinal));

    [Theory]
    [MemberData(nameof(Ids))]
    public async Task The_wrong_code_is_found_and_the_right_code_is_not(string id)
    {
        var page = File.ReadAllText(Path.Combine(Folder, id + ".md"));

        (await Analyze(Code(id, page, "Wrong"))).ShouldContain(id);
        (await Analyze(Code(id, page, "Right"))).ShouldNotContain(id);
    }

    private static string Code(string id, string page, string heading)
    {
        var section = page.Split("\n## " + heading + "\n")[1].Split("\n## ")[0];
        var code = string.Join("\n", Regex.Matches(section, "```csharp\n(.*?)```", RegexOptions.Singleline).Select(m => m.Groups[1].Value));
        code.ShouldNotBeEmpty();
        return code.Contains("[LiveCd", StringComparison.Ordinal)
            ? "using Bivouac;\n" + code
            : code.Contains("void Define", StringComparison.Ordinal) ? "using Bivouac;\n[LiveCd] static partial class Rescue {\n" + code + "\n}"
            : "using Bivouac;\n[LiveCd] static partial class Rescue { static void Define(LiveCdBuilder iso) { "
                + (id == "BIV0102" || code.Contains(".Arch(", StringComparison.Ordinal) ? "" : "iso.Arch(Arch.X86_64); ")
                + (id == "BIV0103" || code.Contains(".Hostname(", StringComparison.Ordinal) ? "" : "iso.Hostname(\"rescue\"); ")
                + "\n" + code + "\n} }";
    }

    private static async Task<string[]> Analyze(string source)
    {
        var compilation = CSharpCompilation.Create(
            "Page",
            [CSharpSyntaxTree.ParseText(SourceText.From(source), new CSharpParseOptions(LanguageVersion.CSharp14), "/project/Page.cs")],
            [.. Basic.Reference.Assemblies.Net100.References.All, MetadataReference.CreateFromFile(typeof(LiveCdBuilder).Assembly.Location)],
            new CSharpCompilationOptions(OutputKind.DynamicallyLinkedLibrary));
        AdditionalText[] files =
        [
            new Text("/project/VERSIONS", "ALPINE_VERSION=3.21\nKERNEL_VERSION=6.12\nGO_VERSION=1.23.6\nNVIDIA_DRIVER_VERSION=590.48.01\nAGENT_VERSION=1.2.3\nTOOL_VERSION=1.2.3\n"),
            new Text("/project/overlay/etc/motd", "Hello.\n"),
            new Text("/project/keys/ops.pub", "ssh-ed25519 AAAAC3NzaC1lZDI1NTE5AAAAIJ5sYyUAmjzZXoTFVmV3ZcE4qYd1sUYnHVmhS8M7mDqe ops\n"),
            .. source.Contains("// APKINDEX", StringComparison.Ordinal) ? [new Text("/project/APKINDEX", Regex.Match(source, "// APKINDEX (.*)").Groups[1].Value.Replace("; ", "\n", StringComparison.Ordinal).Replace(" | ", "\n\n", StringComparison.Ordinal) + "\n")] : Array.Empty<AdditionalText>(),
        ];
        var options = new CompilationWithAnalyzersOptions(new AnalyzerOptions([.. files], new Options()), null, concurrentAnalysis: false, logAnalyzerExecutionTime: false);
        var found = await compilation.WithAnalyzers([new LiveCdAnalyzer()], options).GetAnalyzerDiagnosticsAsync(TestContext.Current.CancellationToken);
        found.ShouldNotContain(d => d.Id == "AD0001");
        return [.. found.Select(d => d.Id)];
    }

    private sealed class Text(string path, string content) : AdditionalText
    {
        public override string Path => path;

        public override SourceText GetText(System.Threading.CancellationToken cancellationToken = default) => SourceText.From(content);
    }

    private sealed class Options : AnalyzerConfigOptionsProvider
    {
        public override AnalyzerConfigOptions GlobalOptions { get; } = new Values(new() { ["build_property.ProjectDir"] = "/project/" });

        public override AnalyzerConfigOptions GetOptions(SyntaxTree tree) => GlobalOptions;

        public override AnalyzerConfigOptions GetOptions(AdditionalText textFile) => GlobalOptions;
    }

    private sealed class Values(Dictionary<string, string> values) : AnalyzerConfigOptions
    {
        public override bool TryGetValue(string key, out string value) => values.TryGetValue(key, out value!);
    }
}
