using System;
using System.IO;
using System.Linq;
using System.Text.RegularExpressions;
using System.Xml;
using System.Xml.Linq;
using Bivouac.Mkimage.Reporting;
using Bivouac.Mkimage.Reporting.Html;
using Bivouac.Mkimage.Reporting.Records;
using Bivouac.Mkimage.Tests.Project;
using Shouldly;
using Xunit;

namespace Bivouac.Mkimage.Tests.Reporting.Html;

/// <summary>The page beside an image, read by a parser that forgives nothing.</summary>
public sealed class HtmlReportTests : IDisposable
{
    private static readonly XNamespace Ns = "http://www.w3.org/1999/xhtml";
    private readonly TestProject _project = new();

    public void Dispose() => _project.Dispose();

    [Fact]
    public void It_tells_what_the_image_is_how_it_was_made_and_what_changed()
    {
        var page = Page(TestOutcome.Of(_project, TestOutcome.Changes, warnings: ["odd but not wrong"]));

        page.Descendants(Ns + "h1").Single().Value.ShouldBe("rescue");
        page.Descendants(Ns + "section").Select(s => (string?)s.Attribute("id")).ShouldBe(["size", "time", "changes", "warnings", "packages", "checks", "origin"]);
        Rows(page, "size").ShouldContain("modloop|50.0 MiB|50.0 %|+1.0 MiB");
        Rows(page, "size").ShouldContain("overlay|1.0 KiB|< 0.1 %|same");
        Rows(page, "time").ShouldContain("kernel x86_64 lts|10.6 s|40.0 s");
        Rows(page, "time").ShouldContain("syslinux|reused from the last build|–");
        Rows(page, "changes").ShouldContain("curl|new|–|8.12.1-r0");
        Rows(page, "changes").ShouldContain("wget|gone|1.25.0-r0|–");
        Rows(page, "packages").ShouldContain("zlib|1.3.1-r2|48.8 KiB");
        Rows(page, "checks").ShouldContain("boot.uefi|passed|UEFI can boot it");
        Text(page, "time").ShouldContain("linux-lts 6.12.76-r0 → 6.12.81-r0");
        Text(page, "warnings").ShouldContain("odd but not wrong");
        Text(page, "origin").ShouldContain("v3.21.3");
        Text(page, "origin").ShouldContain(TestOutcome.Sha256);
    }

    [Fact]
    public void A_first_build_has_nothing_to_compare_with_and_says_so()
    {
        var page = Page(TestOutcome.Of(_project));

        Text(page, "changes").ShouldContain("no earlier image");
        Rows(page, "size").ShouldContain("kernel|10.0 MiB|10.0 %");
    }

    [Fact]
    public void An_equal_image_is_said_to_be_equal() =>
        Text(Page(TestOutcome.Of(_project, TestOutcome.Changes with { IsSame = true })), "changes").ShouldContain("byte for byte");

    [Theory]
    [InlineData("</script><script>alert(1)</script>")]
    [InlineData("</style><img src=x onerror=alert(1)>")]
    [InlineData("\" onload=\"alert(1)\" x='")]
    [InlineData("]]> <!-- &amp; &lt; --> <?xml?>")]
    public void Hostile_texts_are_texts(string hostile)
    {
        var outcome = TestOutcome.Of(_project, warnings: [hostile], packages: [new(hostile, hostile, 1)], builder: hostile);
        outcome = outcome with
        {
            Record = outcome.Record with
            {
                Sections = [new(hostile, hostile, 0, 1)],
                Stages = [new("mkimage", hostile, 0, 1)],
                Stale = [new(hostile, hostile)],
                Changes = TestOutcome.Changes with { Added = [new(hostile, null, hostile)], Parts = [new(hostile, 1, 2)], Kernels = [new(hostile, hostile, null)] },
            },
            Report = outcome.Report with { VolumeId = hostile, Checks = [new(hostile, true, hostile, hostile)], OverlayContentSha256 = hostile },
        };
        var page = Page(outcome);

        page.Descendants(Ns + "script").Count().ShouldBe(1);
        page.Descendants(Ns + "style").Count().ShouldBe(1);
        page.Descendants(Ns + "img").ShouldBeEmpty();
        page.Descendants().Attributes().ShouldNotContain(a => a.Name.LocalName.StartsWith("on", StringComparison.Ordinal));
        Text(page, "warnings").ShouldContain(hostile);
        Rows(page, "packages").ShouldBe([$"{hostile}|{hostile}|1 B"]);
    }

    [Fact]
    public void Control_characters_and_marks_that_reorder_text_do_not_come_in()
    {
        var text = HtmlReport.Of(TestOutcome.Of(_project, packages: [new("a\u001b[2Jb\0\u202e\ufffe", "1\r\n\u0085", 1)]));

        text.ShouldContain("ab\ufffd");
        text.ShouldNotContain('\u202e');
        text.Where(c => char.IsControl(c) && c != '\n').ShouldBeEmpty();
    }

    [Fact]
    public void It_needs_no_other_file_and_allows_nothing_but_its_own_style_and_script()
    {
        var page = Page(TestOutcome.Of(_project, TestOutcome.Changes));

        page.Descendants().Attributes().Where(a => a.Name.LocalName is "src" or "href" or "style").ShouldBeEmpty();
        page.ToString().ShouldNotContain("url(");
        var policy = (string)page.Descendants(Ns + "meta").Single(m => m.Attribute("http-equiv") is not null).Attribute("content")!;
        policy.ShouldStartWith("default-src 'none'; ");
        foreach (var (name, element) in (ReadOnlySpan<(string, string)>)[("style-src", "style"), ("script-src", "script")])
        {
            var hash = Convert.ToBase64String(System.Security.Cryptography.SHA256.HashData(System.Text.Encoding.UTF8.GetBytes(page.Descendants(Ns + element).Single().Value)));
            policy.ShouldContain($"{name} 'sha256-{hash}'");
        }
    }

    [Fact]
    public void It_can_be_used_without_seeing_it()
    {
        var page = Page(TestOutcome.Of(_project, TestOutcome.Changes));

        ((string?)page.Root!.Attribute("lang")).ShouldBe("en");
        page.Descendants(Ns + "table").ShouldAllBe(t => t.Elements(Ns + "caption").Any() && t.Descendants(Ns + "th").All(h => h.Attribute("scope") != null));
        page.Descendants(Ns + "svg").ShouldAllBe(s => (string?)s.Attribute("aria-hidden") == "true" || (string?)s.Attribute("role") == "img");
        page.Descendants(Ns + "svg").Where(s => (string?)s.Attribute("role") == "img").ShouldAllBe(s => s.Attribute("aria-label") != null || s.Attribute("aria-labelledby") != null);
        var ids = page.Descendants().Select(e => (string?)e.Attribute("id")).Where(i => i is not null).ToArray();
        ids.ShouldBeUnique();
        page.Descendants().SelectMany(e => new[] { "aria-labelledby", "for" }.Select(a => (string?)e.Attribute(a))).Where(i => i is not null).ShouldAllBe(i => ids.Contains(i));
        page.Descendants().Where(e => Regex.IsMatch(e.Name.LocalName, "^h[1-6]$")).Select(e => e.Name.LocalName[1] - '0').Aggregate(0, (last, level) =>
        {
            level.ShouldBeLessThanOrEqualTo(last + 1, "no level of headings is left out");
            return level;
        });
    }

    [Fact]
    public void Bars_stay_within_the_chart()
    {
        var outcome = TestOutcome.Of(_project);
        var record = outcome.Record with { Seconds = 3, Stages = [new("a", "", 0, 0), new("b", "", 3, 0), new("mkimage", "", 1, 900)] };
        var page = Page(outcome with { Record = record, Report = outcome.Report with { Parts = [new("kernel", 0), new("other", 0)] } });

        foreach (var rect in page.Descendants(Ns + "rect"))
        {
            var (x, width) = (Percent(rect.Attribute("x")?.Value ?? "0%"), Percent(rect.Attribute("width")!.Value));
            x.ShouldBeInRange(0, 100);
            (x + width).ShouldBeInRange(0, 100.02);
        }

        static double Percent(string text) => double.Parse(text.TrimEnd('%'), System.Globalization.CultureInfo.InvariantCulture);
    }

    [Fact]
    public void It_is_written_beside_the_image_with_the_record_for_programs()
    {
        var outcome = TestOutcome.Of(_project);
        ReportFiles.Write(outcome);
        ReportFiles.Write(outcome);

        File.ReadAllBytes(outcome.Report.IsoPath + ".html")[..15].ShouldBe("<!DOCTYPE html>"u8.ToArray());
        using var record = System.Text.Json.JsonDocument.Parse(File.ReadAllText(outcome.Report.IsoPath + ".build.json"));
        record.RootElement.GetProperty("format").GetInt32().ShouldBe(BuildRecord.CurrentFormat);
        record.RootElement.GetProperty("stages")[1].GetProperty("start").GetDouble().ShouldBe(0.5);
        Directory.EnumerateFiles(_project.Output).Select(Path.GetFileName).ShouldNotContain(f => f!.EndsWith(".partial", StringComparison.Ordinal));
    }

    private static XDocument Page(BuildOutcome outcome)
    {
        using var reader = XmlReader.Create(new StringReader(HtmlReport.Of(outcome)), new XmlReaderSettings { DtdProcessing = DtdProcessing.Ignore });
        return XDocument.Load(reader, LoadOptions.PreserveWhitespace);
    }

    private static XElement Section(XDocument page, string id) => page.Descendants(Ns + "section").Single(s => (string?)s.Attribute("id") == id);

    private static string Text(XDocument page, string id) => Section(page, id).Value;

    private static string[] Rows(XDocument page, string id) =>
        [.. Section(page, id).Descendants(Ns + "tbody").Elements(Ns + "tr").Select(r => string.Join('|', r.Elements().Select(c => c.Value).Where(v => v.Length > 0)))];
}
