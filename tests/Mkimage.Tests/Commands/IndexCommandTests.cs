using System;
using System.IO;
using System.Linq;
using System.Threading.Tasks;
using Bivouac.Mkimage.Project;
using Bivouac.Mkimage.Tests.Http;
using Bivouac.Mkimage.Tests.Image;
using Bivouac.Mkimage.Tests.Project;
using Shouldly;
using Xunit;

namespace Bivouac.Mkimage.Tests.Commands;

public sealed class IndexCommandTests : IDisposable
{
    private readonly TestProject _project = new("ALPINE_VERSION=3.20\n");
    private readonly string _mirror;

    public IndexCommandTests()
    {
        _mirror = Path.Combine(_project.Root, "mirror");
        Serve("main", Archives.Index(Archives.Package("zlib", "1.3.1-r0", provides: "so:libz.so.1=1.3.1") + Archives.Package("busybox", "1.36.1-r29", depends: "so:libc.musl-x86_64.so.1 !old<1 tool~2.0", provides: "cmd:sh")));
        Serve("community", Archives.Index(Archives.Package("nano", "8.0-r0")));
    }

    public void Dispose() => _project.Dispose();

    [Fact]
    public async Task A_folder_mirrors_indexes_become_text_that_the_rules_read()
    {
        var run = await IndexAsync("--mirror", _mirror);

        run.Output.ShouldStartWith("apkindex/v3.20/main/x86_64/APKINDEX: 2 packages\napkindex/v3.20/community/x86_64/APKINDEX: 1 package\n");
        run.ExitCode.ShouldBe(ExitCode.Success);
        File.ReadAllText(_project.PathOf("apkindex/v3.20/main/x86_64/APKINDEX")).ShouldBe(
            "P:busybox\nV:1.36.1-r29\nA:x86_64\nD:so:libc.musl-x86_64.so.1 !old<1 tool~2.0\np:cmd:sh\n\nP:zlib\nV:1.3.1-r0\nA:x86_64\np:so:libz.so.1=1.3.1\n\n");
        var set = ProjectIndexes.Read(_project.Folder).Find("3.20", "x86_64").ShouldNotBeNull();
        set.Names.Order().ShouldBe(["busybox", "nano", "zlib"]);
        set.ProvidersOf("so:libz.so.1").Single().Version.ShouldBe("1.3.1-r0");
    }

    [Fact]
    public async Task A_mirror_with_a_url_is_read_too()
    {
        await using var server = new FolderServer(_mirror);

        (await IndexAsync("--mirror", server.Url)).ExitCode.ShouldBe(ExitCode.Success);

        ProjectIndexes.Read(_project.Folder).Find("3.20", "x86_64").ShouldNotBeNull();
        server.Paths.ShouldContain("/v3.20/community/x86_64/APKINDEX.tar.gz");
    }

    [Fact]
    public async Task A_new_index_takes_the_place_of_the_old_one()
    {
        await IndexAsync("--mirror", _mirror);
        Serve("community", Archives.Index(Archives.Package("nano", "8.1-r0")));

        await IndexAsync("--mirror", _mirror);

        ProjectIndexes.Read(_project.Folder).Find("3.20", "x86_64")!.Find("nano").Single().Version.ShouldBe("8.1-r0");
        Directory.EnumerateFiles(_project.Folder, "*.partial", SearchOption.AllDirectories).ShouldBeEmpty();
    }

    [Theory]
    [InlineData("apkindex/v3.20/main/x86_64/APKINDEX.1234abcd.partial")]
    [InlineData("apkindex/v3.20/main/x86_64/APKINDEX.old")]
    public async Task A_file_beside_an_index_is_none_as_for_the_compiler(string file)
    {
        await IndexAsync("--mirror", _mirror);
        _project.Write(file, "P:ghost\nV:1-r0\n\n");

        ProjectIndexes.Read(_project.Folder).Find("3.20", "x86_64")!.Names.ShouldNotContain("ghost");
    }

    [Fact]
    public async Task A_damaged_index_ends_with_5_and_leaves_the_old_one()
    {
        await IndexAsync("--mirror", _mirror);
        Serve("community", Archives.Index(Archives.Package("nano", "8.1-r0"))[..^20]);

        var run = await IndexAsync("--mirror", _mirror);

        run.ExitCode.ShouldBe(ExitCode.DownloadFailed);
        run.Output.ShouldContain("v3.20/community/x86_64/APKINDEX.tar.gz is no package index");
        ProjectIndexes.Read(_project.Folder).Find("3.20", "x86_64")!.Find("nano").Single().Version.ShouldBe("8.0-r0");
    }

    [Fact]
    public async Task A_branch_that_the_mirror_does_not_have_ends_with_4()
    {
        var run = await DriverRun.InvokeAsync([TestProject.Minimal(iso => iso.Alpine("3.19"))], "index", "--project", _project.Folder, "--mirror", _mirror);

        run.ExitCode.ShouldBe(ExitCode.BuilderUnavailable);
        run.Output.ShouldContain("v3.19/main/x86_64/APKINDEX.tar.gz");
        Directory.Exists(_project.PathOf("apkindex")).ShouldBeFalse();
    }

    [Fact]
    public async Task Without_an_architecture_nothing_is_known()
    {
        var run = await DriverRun.InvokeAsync([TestProject.Image(iso => iso.Hostname("a"))], "index", "--project", _project.Folder, "--mirror", _mirror);

        run.ExitCode.ShouldBe(ExitCode.DefinitionHasErrors);
        run.Output.ShouldContain(".Arch(");
    }

    private void Serve(string repository, byte[] index)
    {
        var folder = Directory.CreateDirectory(Path.Combine(_mirror, "v3.20", repository, "x86_64")).FullName;
        File.WriteAllBytes(Path.Combine(folder, "APKINDEX.tar.gz"), index);
    }

    private Task<DriverRun> IndexAsync(params string[] args) =>
        DriverRun.InvokeAsync([TestProject.Minimal(), TestProject.Minimal(name: "kiosk")], ["index", "--project", _project.Folder, .. args]);
}
