using System.Collections.Generic;
using System.Linq;
using Bivouac.Replay.Tests.Harness;
using CsCheck;
using Microsoft.CodeAnalysis.CSharp;
using Shouldly;
using Xunit;

namespace Bivouac.Replay.Tests;

/// <summary>Whatever definition is written in the language, run time and compile time agree on it.</summary>
public sealed class RandomDefinitionsTests
{
    private static readonly Gen<string> Word = Gen.Char["abcxyz"].Array[1, 6].Select(c => new string(c));

    private static readonly Gen<string> Text = Gen.Char["aZ0 $`\"'\\{}%\t\n\u00e4\u20ac"].Array[0, 12].Select(c => new string(c));

    private static readonly Gen<string> Version = Any("Versions.GoVersion", "Versions.AlpineBranch", "Versions.Kernel");

    /// <summary>An expression of type string.</summary>
    private static readonly Gen<string> Name = Gen.OneOf(
        Word.Select(Literal),
        Word.Select(w => "nameof(" + w + "x)").Select(_ => "nameof(Arch)"),
        Word.Select(w => "Prefix + " + Literal(w)),
        Gen.Select(Word, Gen.Int[0, 99], (w, i) => "$\"{Words[1]}" + w + "{" + i + "}\""),
        Word.Select(w => "(Words.Length > 1 ? " + Literal(w) + " : Words[0])"),
        Word.Select(w => "Join(b: " + Literal(w) + ", a: Prefix)"),
        Any("Words[0]", "Prefix", "local", "(None ?? local)"));

    /// <summary>An expression of type ShellText.</summary>
    private static readonly Gen<string> Shell = Gen.OneOf(
        Text.Select(Literal),
        Version,
        Gen.Select(Word, Version, Word, (a, v, b) => "$\"" + a + "{" + v + "}" + b + "{Prefix}\""),
        Gen.Select(Word, Version, (a, v) => Literal(a) + " + " + v + " + Prefix"),
        Gen.Select(Word, Version, (a, v) => "$\"" + a + "{" + v + "}\" + $\"{" + v + "}\""));

    private static readonly Gen<string> Names = Gen.OneOf(
        Name.Array[0, 4].Select(n => string.Join(", ", n)),
        Name.Array[0, 3].Select(n => "[" + string.Join(", ", n.Append(".. Words")) + "]"),
        Name.Array[1, 3].Select(n => "new string[] { " + string.Join(", ", n) + " }"),
        Gen.Const("Words"));

    /// <summary>A call on a builder, from its dot on.</summary>
    private static readonly Gen<string> Call = Gen.Recursive<string>((depth, self) => Gen.OneOf(
        Names.Select(n => ".Apks(" + n + ")"),
        Names.Select(n => ".Modules(" + n + ")"),
        Name.Select(n => ".Hostname(" + n + ")"),
        Name.Select(n => ".Hostname(name: " + n + ")"),
        Gen.Select(Word, Shell, (w, s) => ".File(\"/etc/" + w + "\", " + s + ")"),
        Gen.Select(Word, Shell, (w, s) => ".File(mode: \"0600\", content: " + s + ", path: \"/etc/" + w + "\")"),
        Gen.Select(Word, Gen.Int[0, 99], (w, i) => ".Directory(\"/srv/" + w + "\", owner: new(gid: 7, uid: " + i + "))"),
        Any(".Arch(Arch.X86_64)", ".Firmware(Firmware.Intel, new(\"x\"))", ".Kernel(KernelFlavor.Lts, Versions.Kernel)", ".Alpine(Versions.AlpineBranch)", ".SerialConsole(baud: 9600)", ".Use(Fragment)", ".Use(Returning)"),
        Gen.Select(Name, Version, (n, v) => ".Apk(" + n + ", a => a.AtLeast(" + v + ").From(local))"),
        Name.Select(n => ".With(" + n + ", [\"w\", .. Words])"),
        Shell.Select(s => ".ConfD(\"svc\", \"var\", " + s + ")"),
        Name.Select(n => ".CommandLine(c => { c.Modules(" + n + "); c.Append(Prefix + \"=1\"); })"),
        depth > 3 ? Gen.Const(".Use(b => { })") : self.Array[1, 3].Select(c => ".Use(b => b" + string.Concat(c) + ")")));

    private static readonly Gen<string> Statement = Gen.Recursive<string>((depth, self) =>
    {
        var chain = Call.Array[1, 4].Select(c => "iso" + string.Concat(c) + ";");
        return depth > 2
            ? chain
            : Gen.OneOf(
                chain,
                chain,
                self.Array[1, 2].Select(s => "foreach (var item" + depth + " in new[] { \"i\", \"j\" }) { iso.Apks(item" + depth + "); " + string.Concat(s) + " }"),
                Gen.Select(self, self, (a, b) => "if (Words[0] == \"p\") { " + a + " } else { " + b + " }"),
                self.Select(s => "{ " + s + " }"));
    });

    [Fact]
    public void A_random_definition_means_at_compile_time_what_it_means_at_run_time() => Statement.Array[1, 6].Sample(
        statements =>
        {
            var compilation = TestProject.WithVersions(TestProject.Compile(Source(statements)));
            var result = TestProject.Replay(compilation);
            result.Findings.ShouldBeEmpty();
            result.Model.ShouldBe(TestProject.Run(compilation));
        },
        iter: 60,
        threads: 1);

    private static string Source(IEnumerable<string> statements) => $$"""
        using Bivouac;

        [LiveCd]
        public static partial class X
        {
            private const string Prefix = "pre";
            private static readonly string[] Words = ["p", "q"];
            private static readonly string? None = null;

            public static void Define(LiveCdBuilder iso)
            {
                var local = Join(Prefix);
                {{string.Join("\n        ", statements)}}
            }

            private static void Fragment(LiveCdBuilder b) => b.Apks("fragment");
            private static LiveCdBuilder Returning(LiveCdBuilder b) { b.Apks("one"); return b.Apks("two"); }
            private static LiveCdBuilder With(this LiveCdBuilder b, string name, params string[] more) => b.Apks(name).Apks(more);
            private static string Join(string a, string b = "b") => a + b;
        }
        """;

    private static Gen<string> Any(params string[] items) => Gen.Int[0, items.Length - 1].Select(i => items[i]);

    private static string Literal(string text) => SymbolDisplay.FormatLiteral(text, quote: true);
}
