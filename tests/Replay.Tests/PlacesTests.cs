using System;
using System.Linq;
using Bivouac.Model;
using Bivouac.Replay.Tests.Harness;
using Shouldly;
using Xunit;

namespace Bivouac.Replay.Tests;

/// <summary>Each element of the model is known by the argument that declared it.</summary>
public sealed class PlacesTests
{
    [Theory]
    [InlineData("iso.Hostname([|\"a\"|])", "Hostname")]
    [InlineData("iso.Hostname(name: [|\"a\"|])", "Hostname")]
    [InlineData("iso.Hostname(\"a\").Hostname([|\"b\"|])", "Hostname")]
    [InlineData("iso.Apks(\"a\", [|\"b\"|])", "Apks[1]")]
    [InlineData("iso.Apks(\"a\").Apks([\"b\", .. Arr, [|\"c\"|]])", "Apks[4]")]
    [InlineData("{ string[] a = [\"a\", [|\"b\"|]]; iso.Apks(a); }", "Apks[1]")]
    [InlineData("iso.Apk(\"a\", a => a.Exactly([|Versions.GoVersion|]))", "Apks[0].Constraint")]
    [InlineData("iso.Apk([|\"a\"|], a => a.Exactly(Versions.GoVersion).From(\"x\"))", "Apks[0]")]
    [InlineData("iso.Apk(\"a\", a => a.Exactly(Versions.GoVersion).From([|\"x\"|]))", "Apks[0].Repository")]
    [InlineData("iso.[|File|](\"/a\", \"\")", "Overlay[0]")]
    [InlineData("iso.File([|\"/a\"|], \"\")", "Overlay[0].Path")]
    [InlineData("iso.File(\"/a\", [|$\"a{Versions.GoVersion}\"|])", "Overlay[0].Content")]
    [InlineData("iso.[|File|](\"/a\", \"\")", "Overlay[0].Mode")]
    [InlineData("iso.File(\"/a\", mode: [|\"0600\"|], content: \"\")", "Overlay[0].Mode")]
    [InlineData("iso.[|WithoutDefaultServices|]()", "DefaultServices")]
    [InlineData("iso.LocalD([|\"a\"|], \"b\")", "Services[0]")]
    [InlineData("iso.Use(b => b.Hostname([|\"a\"|]))", "Hostname")]
    [InlineData("{ iso.Use(b => b.Apks(\"a\")).Apks([|\"b\"|]); }", "Apks[1]")]
    [InlineData("iso.CommandLine(c => c.Append(\"a\").Append([|\"b\"|]))", "CommandLine.Parameters[1]")]
    [InlineData("{ foreach (var a in Arr) iso.Apks([|a|]); }", "Apks[1]")]
    [InlineData("iso.Hostname([|true ? \"a\" : \"b\"|])", "Hostname")]
    [InlineData("iso.Service([|\"a\"|], s => s.Run(\"/x\"))", "DeclaredServices[0]")]
    [InlineData("iso.Service(\"a\", s => s.Run([|\"/x\"|], \"1\"))", "DeclaredServices[0].Steps[0]")]
    [InlineData("iso.Service(\"a\", s => s.Run(\"/x\", \"1\", [|\"2\"|]))", "DeclaredServices[0].Steps[0].Arguments[1]")]
    [InlineData("iso.Service(\"a\", s => s.Run(\"/x\").Shell([|\"y\"|], \"z\"))", "DeclaredServices[0].Steps[1].Text")]
    [InlineData("iso.Service(\"a\", s => s.Run(\"/x\").After(\"b\", [|\"c\"|]))", "DeclaredServices[0].After[1]")]
    [InlineData("iso.Service(\"a\", s => s.Run(\"/x\").NeedsOrFails([|\"b\"|], \"c\"))", "DeclaredServices[0].Needs[0]")]
    [InlineData("iso.Service(\"a\", s => s.Run(\"/x\").Timeout([|System.TimeSpan.FromSeconds(5)|]))", "DeclaredServices[0].Timeout")]
    [InlineData("iso.Network(n => n.Dhcp([|\"eth0\"|]))", "Network.Addresses[0]")]
    [InlineData("iso.[|Ssh|](s => s.Dropbear())", "Ssh")]
    [InlineData("iso.Ssh(s => s.AuthorizedKeys([|\"k\"|]))", "Overlay[1].Source")]
    [InlineData("iso.User([|\"ops\"|], 1000)", "Users[0]")]
    [InlineData("iso.User(\"ops\", 1000, u => u.PasswordHash([|\"$6$saltsalt$0123456789abcdefghijklmnopqrstuvwxyz\"|]))", "Users[0].PasswordHash")]
    [InlineData("iso.Autologin(\"tty1\", [|\"ops\"|])", "Autologins[0].User")]
    [InlineData("iso.Download([|\"a\"|], d => d.From(\"https://a/b\").ChecksumFile(\".s\"))", "Downloads[0]")]
    [InlineData("iso.Download(\"a\", d => d.From([|\"https://a/b\"|]).ChecksumFile(\".s\"))", "Downloads[0].Url")]
    [InlineData("iso.Download(\"a\", d => d.From(\"https://a/b\").ChecksumFile([|\".s\"|]))", "Downloads[0].Checksums[0]")]
    [InlineData("iso.Download(\"a\", d => d.GoToolchain([|Versions.GoVersion|], Arch.X86_64))", "Downloads[0].Url")]
    [InlineData("iso.Download(\"a\", d => d.[|GitHubRelease|](\"a/b\", \"c\", \"d\"))", "Downloads[0].Checksums[0]")]
    [InlineData("iso.Download(\"a\", d => d.From(\"https://a/b\").ChecksumFile(\".s\").Into([|\"/a\"|]))", "Overlay[0].Path")]
    [InlineData("iso.Download(\"a\", d => d.From(\"https://a/b\").ChecksumFile(\".s\").[|Into|](\"/a\"))", "Overlay[0].Mode")]
    [InlineData("iso.BuildStep(\"a\", b => b.Apks(\"x\", [|\"y\"|]))", "BuildSteps[0].Apks[1]")]
    [InlineData("iso.BuildStep(\"a\", b => b.Uses([|\"x\"|]))", "BuildSteps[0].Downloads[0]")]
    [InlineData("iso.BuildStep(\"a\", b => b.Output([|\"/x\"|]))", "Overlay[0].Path")]
    [InlineData("iso.SmokeTest([|\"a\"|], t => t.Ssh(\"true\"))", "SmokeTests[0]")]
    [InlineData("iso.SmokeTest(\"a\", t => t.Port(1)).SmokeTest(\"b\", t => t.Console([|\"x\"|]))", "SmokeTests[1].Console")]
    public void An_element_is_found_where_it_was_declared(string form, string element)
    {
        var (source, spans) = Markup.Parse($$"""
            using Bivouac;

            [LiveCd]
            partial class X
            {
                static readonly string[] Arr = ["p", "q"];
                static void Define(LiveCdBuilder iso) {{(form[0] == '{' ? form : "=> " + form + ";")}}
            }
            """);

        var result = TestProject.Replay(TestProject.WithVersions(TestProject.Compile(source)));

        result.Elements.ShouldContain(e => e.Path == element);
        var place = new ElementPlaces(result)[element];
        place.Span.ShouldBe(spans.Single());
        place.FilePath.ShouldBe("/project/File0.cs");
    }

    [Theory]
    [InlineData("[LiveCd] partial class [|X|] { static void Define(LiveCdBuilder iso) { } }", "Name")]
    [InlineData("[LiveCd([|\"other\"|])] partial class X { static void Define(LiveCdBuilder iso) { } }", "Name")]
    [InlineData("[LiveCd] partial class X { static void [|Define|](LiveCdBuilder iso) { } }", "Definition")]
    [InlineData("[LiveCd] partial class X { static void [|Define|](LiveCdBuilder iso) { } }", "Overlay[3].Path")]
    [InlineData("partial class X { static void [|Define|](LiveCdBuilder iso) { } } [LiveCd] partial class X { }", "Definition")]
    [InlineData("partial class X { static void Define(LiveCdBuilder iso) { } } [LiveCd] partial class [|X|] { }", "Name")]
    public void What_no_argument_declared_has_a_place_as_well(string marked, string element)
    {
        var (source, spans) = Markup.Parse("using Bivouac; " + marked);

        var result = TestProject.Replay(TestProject.WithVersions(TestProject.Compile(source)));

        new ElementPlaces(result)[element].Span.ShouldBe(spans.Single());
    }

    [Fact]
    public void A_value_of_a_shared_field_is_found_in_the_field()
    {
        var (source, spans) = Markup.Parse("""public static class Common { public static readonly string[] Tools = ["a", [|"b"|]]; }""");
        var compilation = TestProject.Compile("using Bivouac; [LiveCd] partial class X { static void Define(LiveCdBuilder iso) => iso.Apks([.. Common.Tools]); }", source);

        var place = new ElementPlaces(TestProject.Replay(TestProject.WithVersions(compilation)))["Apks[1]"];

        place.FilePath.ShouldBe("/project/File1.cs");
        place.Span.ShouldBe(spans.Single());
    }

    [Fact]
    public void The_source_map_of_run_time_gives_the_same_places()
    {
        const string Source = """
            using Bivouac;
            [LiveCd]
            public partial class X
            {
                public static void Define(LiveCdBuilder iso) => iso.Hostname("a").Apk("b", b => b.Exactly(Versions.GoVersion)).LocalD("c", "d").Apks("e", "f");
            }
            """;
        var result = TestProject.Replay(TestProject.WithVersions(TestProject.Compile(Source)));
        var places = result.Elements.Select(e => $"{e.Place.FilePath}|{e.Place.Lines.Start.Line + 1}|{e.Place.Lines.Start.Character + 1}").ToArray();

        var image = LiveCdImage.Create("x", b => b.Hostname("a").Apk("b", a => a.Exactly(new PinnedVersion("GO_VERSION", "1.23.6"))).LocalD("c", "d").Apks("e", "f"), null!, "f|1|2", "f|3|4", places, [], [], [], []);

        image.Model.ShouldBe(result.Model);
        foreach (var element in result.Elements) image.Sources[element.Path]!.Line.ShouldBe(5);
        var line = Source.Split('\n')[4];
        image.Sources["Apks[2]"]!.ToString().ShouldBe($"/project/File0.cs(5,{line.IndexOf("\"f\"", StringComparison.Ordinal) + 1})");
        image.Sources["Apks[0].Constraint"]!.Column.ShouldBe(line.IndexOf("Versions.GoVersion", StringComparison.Ordinal) + 1);
        image.Sources["Overlay[9].Path"].ShouldBe(new SourcePlace("f", 1, 2));
        image.Sources[ElementPath.Name].ShouldBe(new SourcePlace("f", 3, 4));
        SourceMap.Empty["Hostname"].ShouldBeNull();
    }
}
