using System.Collections.Generic;
using System.Linq;
using System.Threading.Tasks;
using Bivouac.Generators.Tests.Harness;
using Bivouac.Replay;
using Bivouac.Rules;
using Microsoft.CodeAnalysis;
using Microsoft.CodeAnalysis.CSharp;
using Shouldly;
using Xunit;

namespace Bivouac.Generators.Tests;

/// <summary>What the generator tells the driver about findings is what the compiler itself does with them.</summary>
public sealed class SettingsTests
{
    private const string Source = """
        using Bivouac;
        using System.Diagnostics.CodeAnalysis;

        [LiveCd]
        static partial class Rescue
        {
            static void Define(LiveCdBuilder iso) => iso
                .Arch(Arch.X86_64)
                .Hostname("rescue");
        }
        """;

    private static CSharpCompilationOptions Options => new(OutputKind.DynamicallyLinkedLibrary);

    [Fact]
    public async Task Nothing_is_said_where_nothing_is_configured()
    {
        var project = new ConfiguredProject(Source);

        await ShouldBeAtOneAsync(project, Source);
        KnownRules.All.ShouldAllBe(r => project.Settings().SeverityOf(r, "Images/Rescue.cs", 8) == r.Severity);
    }

    [Theory]
    [InlineData("[*.cs]\ndotnet_diagnostic.BIV0501.severity = error")]
    [InlineData("[*.cs]\ndotnet_diagnostic.BIV0501.severity = none\ndotnet_diagnostic.BIV0302.severity = suggestion\ndotnet_diagnostic.BIV0601.severity = silent")]
    [InlineData("[*.cs]\ndotnet_diagnostic.BIV0302.severity = default\ndotnet_analyzer_diagnostic.category-Bivouac.Overlay.severity = none")]
    [InlineData("[*.cs]\ndotnet_diagnostic.biv0302.severity = NONE")]
    [InlineData("[*.cs]\ndotnet_diagnostic.BIV0302.severity = nonsense")]
    [InlineData("[{Other,Some}.cs]\ndotnet_diagnostic.BIV0302.severity = none")]
    [InlineData("[Images/**.cs]\ndotnet_analyzer_diagnostic.severity = warning\ndotnet_analyzer_diagnostic.category-Bivouac.Services.severity = suggestion")]
    [InlineData("root = true\n[VERSIONS]\ndotnet_diagnostic.BIV0202.severity = none")]
    public async Task An_editorconfig_is_followed(string text) => await ShouldBeAtOneAsync(new(Source, editorConfig: text), Source);

    [Theory]
    [InlineData("dotnet_diagnostic.BIV0501.severity = error\ndotnet_diagnostic.BIV0205.severity = none")]
    [InlineData("dotnet_analyzer_diagnostic.category-Bivouac.Versions.severity = none")]
    [InlineData("dotnet_analyzer_diagnostic.severity = suggestion\ndotnet_diagnostic.BIV0102.severity = warning")]
    public async Task A_globalconfig_is_followed(string text)
    {
        await ShouldBeAtOneAsync(new(Source, globalConfig: text), Source);
        await ShouldBeAtOneAsync(new(Source, "[*.cs]\ndotnet_diagnostic.BIV0501.severity = suggestion\ndotnet_diagnostic.BIV0102.severity = none", text), Source);
        await ShouldBeAtOneAsync(new(Source, null, text, Options.WithGeneralDiagnosticOption(ReportDiagnostic.Error)), Source);
    }

    [Theory]
    [InlineData(ReportDiagnostic.Default)]
    [InlineData(ReportDiagnostic.Error)]
    public async Task What_the_project_file_says_is_followed(ReportDiagnostic general)
    {
        foreach (var specific in new[] { ReportDiagnostic.Suppress, ReportDiagnostic.Error, ReportDiagnostic.Default, ReportDiagnostic.Warn })
        {
            var options = Options.WithGeneralDiagnosticOption(general).WithSpecificDiagnosticOptions(new Dictionary<string, ReportDiagnostic> { ["BIV0501"] = specific, ["BIV0102"] = specific });
            await ShouldBeAtOneAsync(new(Source, options: options), Source);
            foreach (var severity in new[] { "none", "suggestion", "warning", "error" })
                await ShouldBeAtOneAsync(new(Source, $"[*.cs]\ndotnet_diagnostic.BIV0501.severity = {severity}\ndotnet_diagnostic.BIV0302.severity = {severity}", options: options), Source);
        }
    }

    [Theory]
    [InlineData(0)]
    [InlineData(1)]
    public async Task The_warning_level_is_followed(int level)
    {
        await ShouldBeAtOneAsync(new(Source, options: Options.WithWarningLevel(level)), Source);
        await ShouldBeAtOneAsync(new(Source, "[*.cs]\ndotnet_diagnostic.BIV0501.severity = error\ndotnet_diagnostic.BIV0102.severity = warning", options: Options.WithWarningLevel(level)), Source);
        await ShouldBeAtOneAsync(new(Source, options: Options.WithWarningLevel(level).WithSpecificDiagnosticOptions(new Dictionary<string, ReportDiagnostic> { ["BIV0501"] = ReportDiagnostic.Error })), Source);
    }

    [Theory]
    [InlineData("#pragma warning disable BIV0501\n        .Arch(Arch.X86_64)\n#pragma warning restore BIV0501")]
    [InlineData("#pragma warning disable\n        .Arch(Arch.X86_64)\n#pragma warning restore BIV0501, BIV0302")]
    [InlineData("#pragma warning disable BIV0501, CS0618, 168, BIV0302 // why\n        .Arch(Arch.X86_64)")]
    [InlineData("#pragma warning disable BIV0501\n#pragma warning disable\n        .Arch(Arch.X86_64)\n#pragma warning restore")]
    [InlineData("#if NEVER\n#pragma warning disable BIV0501\n#endif\n        .Arch(Arch.X86_64)")]
    [InlineData("#nullable enable\n        .Arch(Arch.X86_64)")]
    public async Task A_pragma_is_followed_line_by_line(string replacement)
    {
        var source = Source.Replace("        .Arch(Arch.X86_64)", replacement);

        await ShouldBeAtOneAsync(new(source), source);
    }

    [Theory]
    [InlineData("[LiveCd]", "[LiveCd, SuppressMessage(\"Bivouac.Services\", \"BIV0501\")]")]
    [InlineData("[LiveCd]", "[LiveCd]\n[SuppressMessage(\"any\", \"BIV0501:with a title\", Justification = \"why\")]\n[SuppressMessage(\"any\", \"BIV0302\")]")]
    [InlineData("    static void", "    [SuppressMessage(\"any\", \"BIV0501\")]\n    static void")]
    [InlineData("    static void", "    [SuppressMessage(\"any\", \"CA1822\")]\n    static void")]
    public async Task A_SuppressMessage_is_followed(string old, string replacement)
    {
        var source = Source.Replace(old, replacement);

        await ShouldBeAtOneAsync(new(source), source);
    }

    [Fact]
    public void The_generated_code_says_what_is_configured()
    {
        var project = new GeneratorProject()
            .Write("Rescue.cs", "using Bivouac; [LiveCd] static partial class Rescue {\n#pragma warning disable BIV0501\nstatic void Define(LiveCdBuilder iso) => iso.Arch(Arch.X86_64).Hostname(\"a\");\n#pragma warning restore BIV0501\n}")
            .Run();

        project.Files["Rescue.LiveCd.g.cs"].ShouldContain("\"None|2|4|BIV0501|Rescue.cs\"");
        project.Problems.ShouldBeEmpty();
    }

    /// <summary>Compares, for each rule: in each line of the source, and in a file that is no C#.</summary>
    private static async Task ShouldBeAtOneAsync(ConfiguredProject project, string source)
    {
        var text = source.Split('\n');
        var lines = Enumerable.Range(1, text.Length).Where(l => text[l - 1].StartsWith("        .")).ToArray();
        lines.Length.ShouldBe(2);
        var compiler = await project.CompilerAsync(lines);
        var settings = project.Settings();
        foreach (var rule in KnownRules.All)
        {
            foreach (var line in lines.Append(0))
            {
                Severity? expected = compiler.TryGetValue((rule.Id, line), out var severity) ? (Severity)((int)severity - 1) : null;
                settings.SeverityOf(rule, line == 0 ? null : "Images/Rescue.cs", line).ShouldBe(expected, rule.Id + " in line " + line);
            }
        }
    }
}
