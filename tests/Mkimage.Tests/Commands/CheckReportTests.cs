using System;
using System.IO;
using System.Linq;
using System.Text.Json;
using System.Threading.Tasks;
using Bivouac.Mkimage.Tests.Project;
using Shouldly;
using Xunit;

namespace Bivouac.Mkimage.Tests.Commands;

/// <summary>What <c>check</c> writes for other programs.</summary>
public sealed class CheckReportTests : IDisposable
{
    private readonly TestProject _project = new("OLD_VERSION=1\n");

    private static LiveCdImage Wrong => TestProject.Image(iso => iso.Arch(Arch.X86_64).File("/tmp/ü \"x\"", "x\n"));

    public void Dispose() => _project.Dispose();

    [Fact]
    public async Task Json_is_all_that_is_printed()
    {
        var run = await CheckAsync("--format", "json");

        run.ExitCode.ShouldBe(ExitCode.DefinitionHasErrors);
        var report = JsonDocument.Parse(run.Output).RootElement;
        (report.GetProperty("errors").GetInt32(), report.GetProperty("warnings").GetInt32(), report.GetProperty("hints").GetInt32()).ShouldBe((1, 1, 1));
        report.GetProperty("project").GetString().ShouldBe(_project.Folder);
        report.GetProperty("images").EnumerateArray().Select(i => i.GetString()).ShouldBe(["rescue"]);
        var finding = report.GetProperty("findings")[1];
        finding.GetProperty("id").GetString().ShouldBe("BIV0103");
        finding.GetProperty("severity").GetString().ShouldBe("error");
        finding.GetProperty("category").GetString().ShouldBe("Mkimage");
        finding.GetProperty("images")[0].GetString().ShouldBe("rescue");
        (finding.GetProperty("file").GetString(), finding.GetProperty("line").GetInt32(), finding.GetProperty("column").GetInt32()).ShouldBe(("Rescue.cs", 8, 25));
        finding.GetProperty("helpLink").GetString().ShouldEndWith("/docs/rules/BIV0103.md");
        report.GetProperty("findings")[0].GetProperty("file").GetString().ShouldBe("VERSIONS");
        run.Output.ShouldContain("ü \\\"x\\\"");
    }

    [Fact]
    public async Task Sarif_has_what_the_standard_and_code_scanning_ask_for()
    {
        Directory.CreateDirectory(Path.Combine(_project.Root, ".git"));
        var run = await CheckAsync("--format", "sarif");

        run.ExitCode.ShouldBe(ExitCode.DefinitionHasErrors);
        var log = JsonDocument.Parse(run.Output).RootElement;
        log.GetProperty("version").GetString().ShouldBe("2.1.0");
        log.GetProperty("$schema").GetString()!.ShouldContain("sarif-2.1.0");
        var sarif = log.GetProperty("runs").EnumerateArray().ShouldHaveSingleItem();
        var driver = sarif.GetProperty("tool").GetProperty("driver");
        driver.GetProperty("name").GetString().ShouldBe("Bivouac");
        var rules = driver.GetProperty("rules").EnumerateArray().ToArray();
        rules.Select(r => r.GetProperty("id").GetString()).ShouldBe(["BIV0103", "BIV0205", "BIV0301"]);
        rules[0].GetProperty("name").GetString().ShouldBe("OverlayWithoutHostName");
        rules[0].GetProperty("helpUri").GetString().ShouldEndWith("BIV0103.md");
        rules[2].GetProperty("defaultConfiguration").GetProperty("level").GetString().ShouldBe("warning");
        sarif.GetProperty("originalUriBaseIds").GetProperty("%SRCROOT%").GetProperty("uri").GetString().ShouldBe($"file://{_project.Root}/");

        var results = sarif.GetProperty("results").EnumerateArray().ToArray();
        results.Select(r => (r.GetProperty("ruleId").GetString(), r.GetProperty("level").GetString())).ShouldBe([("BIV0205", "note"), ("BIV0103", "error"), ("BIV0301", "warning")]);
        foreach (var result in results) rules[result.GetProperty("ruleIndex").GetInt32()].GetProperty("id").GetString().ShouldBe(result.GetProperty("ruleId").GetString());
        var location = results[1].GetProperty("locations")[0].GetProperty("physicalLocation");
        location.GetProperty("artifactLocation").GetProperty("uri").GetString().ShouldBe("project/Rescue.cs");
        location.GetProperty("artifactLocation").GetProperty("uriBaseId").GetString().ShouldBe("%SRCROOT%");
        (location.GetProperty("region").GetProperty("startLine").GetInt32(), location.GetProperty("region").GetProperty("startColumn").GetInt32()).ShouldBe((8, 25));
        results[1].GetProperty("message").GetProperty("text").GetString()!.ShouldContain(".Hostname(");
    }

    [Fact]
    public async Task Paths_in_sarif_are_uris_also_where_there_is_no_repository()
    {
        _project.Write("a b%ü/VERSIONS", "OLD=1\n");
        var run = await DriverRun.InvokeAsync([TestProject.Minimal()], "check", "--format", "sarif", "--project", _project.PathOf("a b%ü"));

        var sarif = JsonDocument.Parse(run.Output).RootElement.GetProperty("runs")[0];
        sarif.GetProperty("originalUriBaseIds").GetProperty("%SRCROOT%").GetProperty("uri").GetString().ShouldBe($"file://{_project.Folder}/a%20b%25%C3%BC/");
        sarif.GetProperty("results")[0].GetProperty("locations")[0].GetProperty("physicalLocation").GetProperty("artifactLocation").GetProperty("uri").GetString().ShouldBe("VERSIONS");
    }

    [Theory]
    [InlineData("json")]
    [InlineData("sarif")]
    public async Task Without_findings_there_is_still_a_whole_document(string format)
    {
        using var project = new TestProject();
        var run = await DriverRun.InvokeAsync([TestProject.Minimal()], "check", "--format", format, "--project", project.Folder);

        run.ExitCode.ShouldBe(ExitCode.Success);
        var root = JsonDocument.Parse(run.Output).RootElement;
        (format == "json" ? root.GetProperty("findings") : root.GetProperty("runs")[0].GetProperty("results")).GetArrayLength().ShouldBe(0);
    }

    [Theory]
    [InlineData("reports/check.sarif", "\"runs\"")]
    [InlineData("check.JSON", "\"findings\"")]
    public async Task A_report_is_written_beside_what_is_printed(string name, string part)
    {
        var path = Path.Combine(_project.Root, name);
        var run = await CheckAsync("--report", path);

        run.ExitCode.ShouldBe(ExitCode.DefinitionHasErrors);
        run.Lines[^2].ShouldBe("1 image checked: 1 error, 1 warning, 1 hint.");
        File.ReadAllText(path).ShouldContain(part);
        Directory.EnumerateFiles(Path.GetDirectoryName(path)!, "*.partial").ShouldBeEmpty();
    }

    [Fact]
    public async Task A_report_of_an_unknown_kind_is_refused_before_anything_is_checked()
    {
        var run = await CheckAsync("--report", "check.xml");

        run.ExitCode.ShouldBe(ExitCode.Usage);
        run.Output.ShouldContain("neither .json nor .sarif");
        run.Output.ShouldNotContain("checked");
    }

    [Fact]
    public async Task A_report_that_cannot_be_written_is_told_and_the_old_one_stays()
    {
        Directory.CreateDirectory(Path.Combine(_project.Root, "folder.json"));
        var run = await CheckAsync("--report", Path.Combine(_project.Root, "folder.json"));

        run.ExitCode.ShouldBe(ExitCode.Usage);
        run.Output.ShouldContain("cannot be written");
        Directory.EnumerateFiles(_project.Root, "*.partial").ShouldBeEmpty();
    }

    [Fact]
    public async Task An_unknown_format_ends_with_2()
    {
        var run = await CheckAsync("--format", "xml");

        run.ExitCode.ShouldBe(ExitCode.Usage);
        run.Output.ShouldContain("'text'");
    }

    [Fact]
    public async Task An_index_that_cannot_be_read_is_told()
    {
        _project.Link("APKINDEX", "gone");
        var run = await CheckAsync();

        run.ExitCode.ShouldBe(ExitCode.DefinitionHasErrors);
        run.Output.ShouldContain("package index");
    }

    private Task<DriverRun> CheckAsync(params string[] args) => DriverRun.InvokeAsync([Wrong], ["check", "--project", _project.Folder, .. args]);
}
