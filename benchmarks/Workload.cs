using System;
using System.Collections.Generic;
using System.Collections.Immutable;
using System.IO;
using System.Linq;
using System.Reflection;
using System.Threading;
using Bivouac.Generators;
using Microsoft.CodeAnalysis;
using Microsoft.CodeAnalysis.CSharp;
using Microsoft.CodeAnalysis.Diagnostics;
using Microsoft.CodeAnalysis.Text;

namespace Bivouac.Benchmarks;

/// <summary>A project with images, overlay files and as many classes for System.Text.Json, and the edits that an IDE makes.</summary>
public sealed class Workload
{
    private const string Versions = "ALPINE_VERSION=3.21\nGO_VERSION=1.23.6\n";

    private static readonly CSharpParseOptions ParseOptions = new(LanguageVersion.CSharp14);

    private static readonly MetadataReference[] References =
        [.. Basic.Reference.Assemblies.Net100.References.All, MetadataReference.CreateFromFile(typeof(LiveCdBuilder).Assembly.Location)];

    private readonly ImmutableArray<AdditionalText> _texts;
    private SyntaxTree _edited;
    private CSharpCompilation _compilation;
    private GeneratorDriver _bivouac;
    private GeneratorDriver _json;
    private int _edits;

    public Workload(int classes, int overlayFiles, int packages = 0)
    {
        _edited = Unrelated(0);
        var trees = Enumerable.Range(0, classes).SelectMany(i => new[] { Parse(Image(i), "/project/Image" + i + ".cs"), Parse(Json(i), "/project/Json" + i + ".cs") });
        _compilation = CSharpCompilation.Create(
            "Project",
            [.. trees, Parse(Common, "/project/Common.cs"), _edited],
            References,
            new CSharpCompilationOptions(OutputKind.DynamicallyLinkedLibrary, nullableContextOptions: NullableContextOptions.Enable));
        _texts = [new Text("/project/VERSIONS", Versions), .. Enumerable.Range(0, overlayFiles).Select(i => new Text("/project/overlay/f" + i, "x"))];
        if (packages > 0) _texts = _texts.Add(new Text("/project/APKINDEX", Index(packages)));
        _bivouac = CSharpGeneratorDriver.Create([new LiveCdGenerator().AsSourceGenerator()], _texts, ParseOptions, new Options()).RunGenerators(_compilation);
        _json = CSharpGeneratorDriver.Create([JsonGenerator()], _texts, ParseOptions, new Options()).RunGenerators(_compilation);
        if (_bivouac.GetRunResult().GeneratedTrees.Length != classes + 1) throw new InvalidOperationException("the generator did not make its files");
        if (_json.GetRunResult().GeneratedTrees.Length < classes) throw new InvalidOperationException("System.Text.Json's generator did not make its files");
    }

    /// <summary>What both generators need in any case: a new syntax tree and a new compilation.</summary>
    public Compilation Edit()
    {
        var tree = Unrelated(++_edits);
        _compilation = _compilation.ReplaceSyntaxTree(_edited, tree);
        _edited = tree;
        return _compilation;
    }

    public GeneratorDriver EditAndGenerate() => _bivouac = _bivouac.RunGenerators(Edit());

    public GeneratorDriver EditAndGenerateJson() => _json = _json.RunGenerators(Edit());

    /// <summary>An analysis of the whole project, as a build makes it.</summary>
    /// <param name="analyzer">Bivouac's, or one to compare it with.</param>
    public AnalysisResult EditAndAnalyze(DiagnosticAnalyzer analyzer)
    {
        _bivouac = _bivouac.RunGeneratorsAndUpdateCompilation(Edit(), out var output, out _);
        var options = new CompilationWithAnalyzersOptions(new AnalyzerOptions(_texts, new Options()), null, concurrentAnalysis: false, logAnalyzerExecutionTime: true);
        return output.WithAnalyzers([analyzer], options).GetAnalysisResultAsync(CancellationToken.None).GetAwaiter().GetResult();
    }

    private static ISourceGenerator JsonGenerator()
    {
        var packs = typeof(Workload).Assembly.GetCustomAttributes<AssemblyMetadataAttribute>().Single(a => a.Key == "TargetingPacks").Value!;
        var path = Directory.GetFiles(packs, "System.Text.Json.SourceGeneration.dll", SearchOption.AllDirectories).OrderBy(p => p, StringComparer.Ordinal).Last();
        var type = Assembly.LoadFrom(path).GetTypes().Single(t => t.IsDefined(typeof(GeneratorAttribute)));
        return ((IIncrementalGenerator)Activator.CreateInstance(type)!).AsSourceGenerator();
    }

    private static SyntaxTree Parse(string source, string path) => CSharpSyntaxTree.ParseText(SourceText.From(source), ParseOptions, path);

    private static SyntaxTree Unrelated(int i) => Parse("class Unrelated { int A() => " + i + "; }", "/project/Unrelated.cs");

    private const string Common = "using Bivouac; public static class Common { public static void Tools(LiveCdBuilder b) => b.Apks(\"htop\", \"strace\"); }";

    private static string Image(int i) => $$"""
        using Bivouac;
        namespace Images;

        [LiveCd]
        public static partial class Rescue{{i}}
        {
            private static void Define(LiveCdBuilder iso) => iso
                .Arch(Arch.X86_64)
                .Alpine(Versions.AlpineVersion)
                .Hostname("rescue{{i}}")
                .Kernel(KernelFlavor.Lts)
                .Apks("openssh", "e2fsprogs", "smartmontools", "nvme-cli")
                .Apk("go", apk => apk.StartingWith(Versions.GoVersion))
                .Firmware(Firmware.Intel, Firmware.Mellanox, Firmware.Bnx2x)
                .File("/etc/motd", $"Rescue {{i}} with Go {Versions.GoVersion}.\n")
                .FileFrom("/etc/rescue.conf", "overlay/f{{i}}")
                .Enable("sshd")
                .Sysctl("vm.swappiness", "1")
                .CommandLine(c => c.Append("console=tty0"))
                .Use(Common.Tools);
        }
        """;

    /// <summary>An index as large as that of a branch: what the images name, and packages that depend on others and provide something, as libraries do.</summary>
    private static string Index(int packages)
    {
        string[] named = ["alpine-base", "openssh", "e2fsprogs", "smartmontools", "nvme-cli", "go", "htop", "strace", "linux-lts", "linux-firmware-intel", "linux-firmware-mellanox", "linux-firmware-bnx2x"];
        return string.Concat(Enumerable.Range(0, packages).Select(i =>
        {
            var depends = string.Join(' ', Enumerable.Range(1, 8).Select(n => i / (n + 1)).Distinct().Where(n => n < i).Select(n => "so:lib" + n + ".so.1"));
            return $"P:{(i < named.Length ? named[i] : "package-" + i)}\nV:1.{i % 100}.3-r{i % 7}\nA:x86_64\nD:{depends} so:lib{i / 2}.so.1\np:cmd:tool{i}=1.{i % 100}.3-r{i % 7} so:lib{i}.so.1=1.2.3\n\n";
        }));
    }

    private static string Json(int i) => $$"""
        using System.Text.Json.Serialization;
        namespace Documents;
        public sealed record Document{{i}}(string Name, int Size, string[] Tags, Document{{i}}? Next);
        [JsonSerializable(typeof(Document{{i}}))] public partial class Context{{i}} : JsonSerializerContext;
        """;

    private sealed class Text(string path, string content) : AdditionalText
    {
        private readonly SourceText _text = SourceText.From(content);

        public override string Path => path;

        public override SourceText GetText(CancellationToken cancellationToken = default) => _text;
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
