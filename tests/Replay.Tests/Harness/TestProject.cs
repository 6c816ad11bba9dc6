using System;
using System.Collections.Generic;
using System.IO;
using System.Linq;
using System.Reflection;
using Bivouac.Model;
using Bivouac.Versioning;
using Microsoft.CodeAnalysis;
using Microsoft.CodeAnalysis.CSharp;
using Microsoft.CodeAnalysis.Text;

namespace Bivouac.Replay.Tests.Harness;

/// <summary>A project in memory: C# files and a VERSIONS file.</summary>
internal static class TestProject
{
    public const string Versions = """
        GO_VERSION=1.23.6
        ALPINE_BRANCH=3.21
        KERNEL=6.12
        """;

    public static readonly CSharpParseOptions ParseOptions = new(LanguageVersion.CSharp14);

    public static IEnumerable<MetadataReference> References { get; } =
        Basic.Reference.Assemblies.Net100.References.All.Append<MetadataReference>(MetadataReference.CreateFromFile(typeof(LiveCdBuilder).Assembly.Location)).ToArray();

    public static CSharpCompilation Compile(params string[] sources) => CSharpCompilation.Create(
        "Project" + Guid.NewGuid().ToString("N"),
        sources.Select((s, i) => CSharpSyntaxTree.ParseText(SourceText.From(s), ParseOptions, "/project/File" + i + ".cs")),
        References,
        new CSharpCompilationOptions(OutputKind.DynamicallyLinkedLibrary, nullableContextOptions: NullableContextOptions.Enable));

    public static Compilation WithVersions(CSharpCompilation compilation, string versions = Versions) =>
        ReplaySession.WithVersions(compilation, VersionsFile.Parse(versions), default);

    public static ReplayResult Replay(Compilation compilation, string type = "X", string versions = Versions) =>
        new ReplaySession(compilation, VersionsFile.Parse(versions)).Replay(compilation.Assembly.GetTypeByMetadataName(type)!, default);

    /// <summary>Compiles the project for real and calls Define.</summary>
    public static LiveCdModel Run(Compilation compilation, string type = "X")
    {
        using var stream = new MemoryStream();
        var emitted = compilation.Emit(stream);
        if (!emitted.Success) throw new InvalidOperationException(string.Join("\n", emitted.Diagnostics.Where(d => d.Severity == DiagnosticSeverity.Error)));
        var define = Assembly.Load(stream.ToArray()).GetType(type)!.GetMethod("Define", BindingFlags.Static | BindingFlags.Public | BindingFlags.NonPublic)!;
        var builder = new LiveCdBuilder();
        define.CreateDelegate<Action<LiveCdBuilder>>()(builder);
        return builder.Build(type.ToLowerInvariant());
    }
}
