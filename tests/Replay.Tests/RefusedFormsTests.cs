using System.Collections.Generic;
using System.Linq;
using Bivouac.Model;
using Bivouac.Replay.Tests.Harness;
using Microsoft.CodeAnalysis.Text;
using Shouldly;
using Xunit;

namespace Bivouac.Replay.Tests;

/// <summary>What the replay does not take is refused on exactly the expression in question; the mark says which.</summary>
public sealed class RefusedFormsTests
{
    private const string Members = """
        static string changing = "a";
        static string Settable { get; set; } = "a";
        static readonly int Negative = -1;
        static T Generic<T>(T x) => x;
        static async void Async(LiveCdBuilder b) => await System.Threading.Tasks.Task.Yield();
        static IEnumerable<string> Iterator() { yield return "a"; }
        static LiveCdBuilder Nothing(LiveCdBuilder b) => null!;
        static void ByRef(ref LiveCdBuilder b) { }
        delegate void Own(LiveCdBuilder b);
        static LiveCdBuilder Helper(LiveCdBuilder b, string name) => b.Apks(name);
        class Ctor { public static readonly string Value = "a"; static Ctor() { } }
        class Plain { public string Name { get; } = "a"; public string Method() => "a"; }
        """;

    public static TheoryData<string, string> Forms { get; } = new()
    {
        { "iso.BuildStep(\"a\", b => b.Timeout([|System.TimeSpan.Parse(\"1\")|]))", "not called at compile time" },
        { "iso.BuildStep(\"a\", b => b.Timeout([|System.TimeSpan.FromMilliseconds(1000)|]))", "not called at compile time" },
        { "iso.BuildStep(\"a\", b => b.Timeout([|System.TimeSpan.MaxValue|]))", "not known at compile time" },
        { "iso.BuildStep(\"a\", b => b.Timeout(System.TimeSpan.FromSeconds([|System.Environment.TickCount|])))", "not known at compile time" },
        { "iso.BuildStep(\"a\", b => b.Timeout([|System.TimeSpan.FromDays(long.MaxValue)|]))", "is no length of time" },
        { "iso.Service(\"a\", s => s.Run([|System.Environment.MachineName|]))", "not known at compile time" },
        { "iso.Service(\"a\", s => s.Run(\"/x\", [Versions.GoVersion, .. [|Arr|]]))", "no list of constants" },
        { "iso.Hostname([|System.Environment.MachineName|])", "not known at compile time" },
        { "iso.Hostname([|System.IO.File.ReadAllText(\"a\")|])", "not called at compile time" },
        { "iso.Apks(\"a\", [|System.Environment.MachineName|], \"b\", [|System.Environment.UserName|])", "not known at compile time" },
        { "iso.Hostname([|System.Environment.MachineName|]).VolumeLabel([|System.Environment.UserName|])", "not known at compile time" },
        { "iso.Hostname($\"a{[|System.DateTime.Now|]}\")", "not known at compile time" },
        { "iso.File(\"/a\", $\"a{[|System.Environment.MachineName|]}\")", "not known at compile time" },
        { "iso.Hostname([|string.Join(\"-\", \"a\", \"b\")|])", "not called at compile time" },
        { "iso.Hostname([|\"a\".ToUpperInvariant()|])", "not called at compile time" },
        { "iso.Hostname([|string.Format(\"{0}\", 1)|])", "not called at compile time" },
        { "iso.Hostname([|changing|])", "may change" },
        { "iso.Hostname([|Settable|])", "may change" },
        { "iso.Hostname([|\"a\".Length|].ToString())", "not known at compile time" },
        { "iso.VolumeLabel($\"{[|Negative|]}\")", "same on every machine" },
        { "iso.VolumeLabel($\"[|{1:D3}|]\")", "culture" },
        { "iso.GrubTimeout([|Arr.Length + 1|])", "not calculated" },
        { "{ var a = [|System.Environment.MachineName|]; iso.Hostname(a); iso.VolumeLabel(a); }", "not known" },
        { "{ [|for (var i = 0; i < 2; i++) iso.Apks(\"a\");|] }", "write foreach" },
        { "{ [|while (true) iso.Apks(\"a\");|] }", "write foreach" },
        { "{ [|try { iso.Apks(\"a\"); } finally { }|] }", "catches exceptions" },
        { "{ [|throw new System.Exception();|] }", "throws" },
        { "{ [|using (var s = new System.IO.MemoryStream()) { }|] }", "dispose" },
        { "{ [|lock (Arr) { }|] }", "one thread" },
        { "{ [|switch (1) { case 1: iso.Apks(\"a\"); break; }|] }", "switch" },
        { "iso.Hostname([|1 switch { 1 => \"a\", _ => \"b\" }|])", "switch" },
        { "{ [|goto end;|] [|end: ;|] }", "label" },
        { "{ string a; [|a = \"x\"|]; iso.Hostname(a); }", "changes" },
        { "{ var a = \"x\"; [|a += \"y\"|]; iso.Apks(\"p\"); }", "changes" },
        { "{ var i = 1; [|i++|]; iso.Apks(\"p\"); }", "changes" },
        { "[|iso?.Apks(\"a\")|]", "never null" },
        { "{ foreach ([|var (a, b)|] in new[] { (\"a\", \"b\") }) iso.Apks(a); }", "takes its items apart" },
        { "iso.VolumeLabel($\"[|{1,5}|]\")", "culture" },
        { "iso.Hostname([|(string)(object)\"a\"|])", "converted" },
        { "iso.Apks((string[])[|changing|].Split('-'))", "may change" },
        { "iso.Apks([\"a\", [|changing|], \"b\", [|Settable|]])", "may change" },
        { "iso.Apk(\"a\", a => a.Exactly([|changing|])).Hostname([|Settable|])", "may change" },
        { "Helper(iso, [|changing|]).Hostname([|Settable|])", "may change" },
        { "{ foreach (var a in [|Iterator|]()) iso.Apks(a); }", "start to its end" },
        { "{ foreach (var a in [|new List<string> { \"a\" }|]) iso.Apks(a); }", "not one of Bivouac's types" },
        { "{ foreach (var c in [|\"abc\"|]) iso.Apks(\"a\"); }", "list of constants" },
        { "{ foreach ([|ShellText|] t in Arr) iso.Title(t); }", "converts" },
        { "{ if ([|System.Environment.Is64BitProcess|]) iso.Apks(\"a\"); }", "not known" },
        { "iso.Hostname([|System.Environment.Is64BitProcess|] ? \"a\" : \"b\")", "not known" },
        { "{ void Local(LiveCdBuilder b) { } [|Local|](iso); }", "local function" },
        { "{ Action<LiveCdBuilder> f = b => { }; [|f(iso)|]; }", "through a variable" },
        { "iso.Hostname([|new Plain().Name|])", "not known at compile time" },
        { "iso.Hostname([|Generic|](\"a\"))", "type parameters" },
        { "[|Async|](iso)", "start to its end" },
        { "iso.Use([|Async|])", "start to its end" },
        { "Nothing(iso).[|Apks|](\"a\")", "null here" },
        { "{ ByRef([|ref iso|]); }", "by reference" },
        { "iso.Hostname([|Ctor.Value|])", "static constructor" },
        { "iso.Title([|new PinnedVersion(\"A\", \"1\")|])", "add it to VERSIONS" },
        { "{ var other = [|new LiveCdBuilder()|]; }", "second builder" },
        { "{ iso.[|Build|](\"x\"); }", "definition language" },
        { "{ var t = new ShellText(\"a\"); t.[|AppendLiteral|](\"b\"); }", "definition language" },
        { "{ iso.GrubTimeout(KernelFlavor.Lts.[|GetHashCode|]()); }", "definition language" },
        { "iso.Apks([|new string[2]|])", "without its items" },
        { "iso.Apks([|Arr[7]|])", "no item" },
        { "iso.Apks([.. [|Iterator|]()])", "start to its end" },
        { "{ var t = [|(\"a\", \"b\")|]; }", "tuple" },
        { "{ dynamic d = iso; [|d.Apks(\"a\")|]; }", "dynamic" },
        { "{ var x = [|new { A = 1 }|]; }", "anonymous" },
        { "iso.Hostname([|typeof(string).Name|])", "" },
    };

    [Theory]
    [MemberData(nameof(Forms))]
    public void Another_form_is_refused_on_exactly_the_expression(string form, string reason)
    {
        var (findings, spans) = Replay(Class(form));

        findings.Select(f => f.Place.Span).ShouldBe(spans, ignoreOrder: true);
        findings.ShouldAllBe(f => f.Rule == DefinitionRules.NotEvaluable && f.Arguments[0].Length > 0 && f.Arguments[1].Length > 0);
        findings.ShouldContain(f => f.Message.Contains(reason));
    }

    [Theory]
    [InlineData("iso.Hostname([|\"a b\"|])", "Hostname does not accept this value: 'a b' is not a host name; use letters, digits and dashes (parts by dots), 64 characters at most, no dash at an end")]
    [InlineData("iso.Hostname(name: [|\"\"|])", "Hostname does not accept")]
    [InlineData("iso.Apks(\"a\", [|\"b=1\"|], \"c\")", "Apks does not accept")]
    [InlineData("iso.Apks([\"a\", [|\"b=1\"|]])", "Apks does not accept")]
    [InlineData("iso.Apks([.. Arr, [|\"b=1\"|]])", "Apks does not accept")]
    [InlineData("iso.Apks(new[] { \"a\", [|\"b=1\"|] })", "Apks does not accept")]
    [InlineData("{ string[] names = [\"a\", [|\"b=1\"|]]; iso.Apks(names); }", "Apks does not accept")]
    [InlineData("{ foreach (var n in new[] { \"a\", \"b=1\" }) iso.Apks([|n|]); }", "Apks does not accept")]
    [InlineData("iso.Directory(\"/a\", [|\"9\"|])", "Mode does not accept")]
    [InlineData("iso.Directory(\"/a\", new Mode([|\"9\"|]))", "Mode does not accept")]
    [InlineData("iso.Directory(\"/a\", owner: new(0, gid: [|-1|]))", "Owner does not accept")]
    [InlineData("iso.Hostname([|\"a b\"|]).VolumeLabel([|\"a'b\"|])", "VolumeLabel does not accept")]
    [InlineData("iso.Apk(\"a\", a => a.Exactly([|\"x\"|]).From([|\"a b\"|])).Hostname([|\"-\"|])", "From does not accept")]
    [InlineData("iso.Use([|(Action<LiveCdBuilder>)null!|])", "it is null")]
    [InlineData("iso.Download(\"a\", d => d.From([|\"http://a/b\"|]).ChecksumFile(\".s\")).Hostname([|\"-\"|])", "From does not accept this value: 'http://a/b' is fetched over http")]
    [InlineData("iso.Download(\"a\", d => d.GoToolchain([|\"go1\"|], Arch.X86_64))", "GoToolchain does not accept")]
    [InlineData("iso.Download([|\"A\"|], d => d.From(\"https://a/b\").ChecksumFile(\".s\"))", "Download does not accept")]
    [InlineData("iso.BuildStep(\"a\", _ => { }).BuildStep([|\"a\"|], _ => { })", "there is a build step 'a' already")]
    [InlineData("iso.BuildStep(\"a\", b => b.Timeout([|TimeSpan.FromDays(2)|]))", "a build step runs 1 second to 24 hours")]
    [InlineData("iso.SmokeTest(\"a\", t => t.Console([|\"(\"|]))", "'(' is not a regular expression of .NET")]
    [InlineData("iso.SmokeTest(\"a\", t => t.Port(1)).SmokeTest([|\"a\"|], t => t.Port(1))", "there is a smoke test 'a' already")]
    [InlineData("iso.SmokeTest(\"a\", [|_ => { }|])", "the smoke test 'a' tests nothing")]
    [InlineData("iso.GrubTimeout([|9999|])", "GRUB waits 0 to 3600 seconds")]
    public void A_value_that_the_builder_throws_for_is_shown_on_the_argument(string form, string message)
    {
        var (findings, spans) = Replay(Class(form));

        findings.Select(f => f.Place.Span).ShouldBe(spans, ignoreOrder: true);
        findings.ShouldAllBe(f => f.Rule == DefinitionRules.Rejected);
        findings.ShouldContain(f => f.Message.Contains(message));
    }

    [Theory]
    [InlineData("iso.Hostname($\"go-{[|Versions.GoVersion|]}\")")]
    [InlineData("{ var t = $\"{[|Versions.GoVersion|]}-{[|Versions.Kernel|]}\"; iso.Title(t); }")]
    [InlineData("{ ShellText t = $\"{Versions.GoVersion}\"; iso.VolumeLabel($\"{[|t|]}\"); }")]
    [InlineData("iso.VolumeLabel(\"a\" + [|(object)Versions.GoVersion|])")]
    public void A_version_that_becomes_plain_text_is_shown_where_it_does(string form)
    {
        var (source, spans) = Markup.Parse(Class(form));
        var compilation = TestProject.WithVersions(TestProject.Compile(source));

        var result = TestProject.Replay(compilation);

        result.Findings.Select(f => f.Place.Span).ShouldBe(spans);
        result.Findings.ShouldAllBe(f => f.Rule.Id == "BIV0206");
        result.Model.ShouldBe(TestProject.Run(compilation));
    }

    [Theory]
    [InlineData("iso.Hostname(5)")]
    [InlineData("iso.Hostname(missing)")]
    [InlineData("iso.Missing()")]
    [InlineData("iso.Alpine(Versions.Missing)")]
    [InlineData("{ string s; iso.Hostname(s); }")]
    [InlineData("{ foreach (var x in 5) iso.Apks(x); }")]
    [InlineData("iso.Use(Missing)")]
    [InlineData("iso.Use(b => b.Missing())")]
    [InlineData("iso.Apk(\"a\", \"1.0\")")]
    public void What_the_compiler_itself_reports_is_not_reported_again(string form)
    {
        var compilation = TestProject.WithVersions(TestProject.Compile(Markup.Parse(Class(form)).Source));

        var result = TestProject.Replay(compilation);

        result.Findings.ShouldBeEmpty();
        result.Model.ShouldBeNull();
    }

    [Fact]
    public void An_initializer_may_only_use_fields_that_are_set_before_it() => ShouldBeRefused(
        """
        static class C
        {
            public static readonly string Early = "a";
            public static readonly string Good = Early + "x";
            public static readonly string Late = [|Later|] + "x";
            public static readonly string Later = "later";
            public static readonly string Elsewhere = [|D.Value|];
            public static string Property { get; } = Early + [|After|];
            public static readonly string After = "a";
        }
        static class D { public static readonly string Value = "d"; }
        """,
        "{ iso.Apks(C.Good); iso.Apks(C.Late, C.Late); iso.Apks(C.Elsewhere); iso.Apks(C.Property); iso.Apks(C.After, D.Value); }",
        "may not be set yet");

    [Theory]
    [InlineData("static class C { public static void Deep(LiveCdBuilder b) => [|Deep(b)|]; }", "C.Deep(iso)")]
    [InlineData("static class C { public static LiveCdBuilder A(this LiveCdBuilder b) => [|B(b)|]; public static LiveCdBuilder B(LiveCdBuilder b) => b.A(); }", "iso.A()")]
    public void Recursion_is_refused(string members, string form) => ShouldBeRefused(members, form, "64 deep");

    [Fact]
    public void A_loop_without_end_in_sight_is_refused()
    {
        var loops = string.Concat(Enumerable.Range(0, 12).Select(i => "foreach (var x" + i + " in Many) ")) + "iso.Disable(\"a\");";

        var result = TestProject.Replay(TestProject.WithVersions(TestProject.Compile(Markup.Parse(Class("{ " + loops + " }")).Source)));

        result.Findings.ShouldHaveSingleItem().Message.ShouldContain("too many steps");
        result.Model.ShouldBeNull();
    }

    [Fact]
    public void Text_that_doubles_without_end_in_sight_is_refused()
    {
        var locals = "var a0 = Arr[0] + \"0123456789abcdef\";" + string.Concat(Enumerable.Range(1, 40).Select(i => $"var a{i} = a{i - 1} + a{i - 1};"));

        var result = TestProject.Replay(TestProject.WithVersions(TestProject.Compile(Markup.Parse(Class("{ " + locals + " }")).Source)));

        result.Findings.ShouldHaveSingleItem().Message.ShouldContain("too many steps");
    }

    [Fact]
    public void A_long_chain_of_calls_is_replayed()
    {
        var chain = "iso" + string.Concat(Enumerable.Repeat(".Apks(\"a\")", 500));

        var result = TestProject.Replay(TestProject.WithVersions(TestProject.Compile(Markup.Parse(Class(chain)).Source)));

        result.Findings.ShouldBeEmpty();
        result.Model!.Apks.Count.ShouldBe(500);
    }

    private static void ShouldBeRefused(string members, string form, string reason)
    {
        var (findings, spans) = Replay(Class(form) + members);
        findings.Select(f => f.Place.Span).ShouldBe(spans, ignoreOrder: true);
        findings.ShouldAllBe(f => f.Rule == DefinitionRules.NotEvaluable && f.Message.Contains(reason));
    }

    private static (EquatableArray<PlacedFinding> Findings, IReadOnlyList<TextSpan> Spans) Replay(string marked)
    {
        var (source, spans) = Markup.Parse(marked);
        var result = TestProject.Replay(TestProject.WithVersions(TestProject.Compile(source)));
        result.Model.ShouldBeNull();
        return (result.Findings, spans);
    }

    private static string Class(string form) => $$"""
        using System;
        using System.Collections.Generic;
        using Bivouac;

        [LiveCd]
        static partial class X
        {
            static readonly string[] Arr = ["p", "q"];
            static readonly string[] Many = ["0", "1", "2", "3", "4", "5", "6", "7", "8", "9"];
            static void Define(LiveCdBuilder iso) {{(form[0] == '{' ? form : "=> " + form + ";")}}
        {{Members}}
        }

        """;
}
