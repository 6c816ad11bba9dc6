using System;
using System.Collections.Generic;
using System.IO;
using System.Linq;
using Bivouac.Mkimage.Staging.Brought;
using Bivouac.Mkimage.Tests.Project;
using Shouldly;
using Xunit;

namespace Bivouac.Mkimage.Tests.Staging;

/// <summary>What a build step's output is kept by, and what it gets.</summary>
public sealed class StepFoldersTests : IDisposable
{
    private readonly TestProject _project = new();

    public StepFoldersTests()
    {
        _project.Write("build/make.sh", "one\n");
        _project.Write("build/other.sh", "one\n");
        _project.Write("source/a.c", "a\n");
        _project.Write("tool.run", "tool");
    }

    public void Dispose() => _project.Dispose();

    [Theory]
    [InlineData("nothing", false)]
    [InlineData("timeout", false)]
    [InlineData("text of the script", true)]
    [InlineData("another script", true)]
    [InlineData("executable", true)]
    [InlineData("text of an input", true)]
    [InlineData("name of an input", true)]
    [InlineData("download", true)]
    [InlineData("value of a key", true)]
    [InlineData("environment", true)]
    [InlineData("packages", true)]
    [InlineData("kernel", true)]
    [InlineData("arch", true)]
    public void V5_each_thing_that_a_step_is_made_from_alone_changes_its_key(string what, bool changes)
    {
        var before = Key("");
        if (what == "text of the script") _project.Write("build/make.sh", "two\n");
        if (what == "executable") _project.Write("build/make.sh", "one\n", executable: true);
        if (what == "text of an input") _project.Write("source/a.c", "b\n");
        if (what == "name of an input") File.Move(_project.PathOf("source/a.c"), _project.PathOf("source/b.c"));

        (Key(what) != before).ShouldBe(changes);
    }

    [Theory]
    [InlineData("nothing", false)]
    [InlineData("members", true)]
    [InlineData("strip", true)]
    [InlineData("content", true)]
    public void What_of_an_archive_is_unpacked_is_a_part_of_the_overlays_content(string what, bool changes)
    {
        string Hash(string now) => _project.Stage(
            TestProject.Minimal(iso => iso.Download("tool", d => d
                .From("https://vendor.example/tool.tar").Sha256(new string('a', 64))
                .Unpack("/opt", now == "members" ? "bin/b" : "bin/a").StripComponents(now == "strip" ? 1 : 0))),
            brought: Brought(now == "content" ? "2" : "1")).ContentSha256;

        (Hash(what) != Hash("")).ShouldBe(changes);
    }

    [Fact]
    public void The_folder_has_the_script_its_inputs_and_its_downloads_by_name()
    {
        var stage = _project.Stage(Image(""), brought: Brought("1"));
        var folder = Path.Combine(stage.Folder, "stage/build-steps/000-tool");

        Directory.EnumerateFiles(folder, "*", SearchOption.AllDirectories).Select(f => Path.GetRelativePath(folder, f)).Order(StringComparer.Ordinal)
            .ShouldBe(["apks", "downloads/tool", "kernels", "key", "run", "seconds", "source/build/make.sh", "source/source/a.c"]);
        File.ReadAllText(Path.Combine(folder, "seconds")).ShouldBe("1800\n");
        File.ReadAllText(Path.Combine(folder, "run")).ShouldContain("'FLAG=it'\\''s'");
    }

    [Fact]
    public void V2_a_step_gets_no_download_that_was_not_brought() =>
        Should.Throw<DriverException>(() => _project.Stage(Image(""), brought: BroughtFiles.None)).Why.ShouldContain("was not fetched");

    private static LiveCdImage Image(string what) => TestProject.Minimal(iso => iso
        .Download("tool", d => d.From("https://vendor.example/tool.run").Sha256(new string('a', 64)))
        .BuildStep("tool", b =>
        {
            b.Apks(what == "packages" ? "gcc" : "clang").Uses("tool").Script(what == "another script" ? "build/other.sh" : "build/make.sh").Inputs("source")
                .Key(new PinnedVersion("TOOL_VERSION", what == "value of a key" ? "2" : "1"))
                .Environment("FLAG", what == "environment" ? "" : "it's")
                .Output("/opt");
            if (what == "kernel") b.KeyOfKernel();
            if (what == "timeout") b.Timeout(TimeSpan.FromMinutes(1));
        }));

    private string Key(string what) =>
        StepFolders.Keys(Image(what).Model, what == "arch" ? "aarch64" : "x86_64", _project.Context, Brought(what == "download" ? "2" : "1")).ShouldHaveSingleItem();

    private BroughtFiles Brought(string hash) => new(new Dictionary<string, BroughtFile> { ["tool"] = new(_project.PathOf("tool.run"), hash) }, new Dictionary<string, string>());
}
