using System;
using System.Formats.Tar;
using System.IO;
using System.IO.Compression;
using System.Linq;
using System.Threading.Tasks;
using Bivouac.Mkimage.Tests.Http;
using Bivouac.Mkimage.Tests.Project;
using Shouldly;
using Xunit;

namespace Bivouac.Mkimage.Tests.Commands;

public sealed class DoctorCommandTests : IDisposable
{
    private readonly TestProject _project = new("ALPINE_VERSION=3.21\nAPORTS_REF=v3.21.3\n");

    public DoctorCommandTests()
    {
        foreach (var repository in (string[])["main", "community"])
        {
            using var packed = new GZipStream(File.Create(InMirror($"v3.21/{repository}/x86_64/APKINDEX.tar.gz")), CompressionLevel.Fastest);
            using var tar = new TarWriter(packed);
            tar.WriteEntry(new UstarTarEntry(TarEntryType.RegularFile, ".SIGN.RSA.alpine-devel@lists.alpinelinux.org-1.rsa.pub"));
        }

        File.WriteAllText(InMirror("v3.21/releases/x86_64/alpine-minirootfs-3.21.3-x86_64.tar.gz"), "root");
        _project.Write("aports/scripts/mkimage.sh", "#!/bin/sh\n");
    }

    private string Mirror => Path.Combine(_project.Root, "mirror");

    public void Dispose() => _project.Dispose();

    [Fact]
    public async Task What_is_there_is_listed()
    {
        var run = await DoctorAsync("--mirror", Mirror, "--aports", _project.PathOf("aports"));

        run.Lines[0].ShouldBe("rescue for x86_64 with the builder sandbox");
        run.Lines.ShouldContain($"  ok the mirror {Mirror} has branch 3.21 for x86_64");
        run.Lines.ShouldContain("  ok the mirror has the minirootfs of release 3.21.3");
        run.Lines.ShouldContain("  ok Alpine's scripts are in " + _project.PathOf("aports"));
        run.Lines.ShouldContain(l => l.StartsWith("  ok ") && l.Contains("GiB are free for"));
        Assert.SkipWhen(run.Output.Contains("The sandbox cannot be made"), "this machine gives no namespaces: " + run.Output);
        run.ExitCode.ShouldBe(ExitCode.Success, run.Output);
        run.Lines[^2].ShouldBe("All that a build needs is there.");
    }

    [Fact]
    public async Task Every_problem_is_told_with_what_mends_it()
    {
        File.Delete(InMirror("v3.21/main/x86_64/APKINDEX.tar.gz"));
        var run = await DoctorAsync("--mirror", Mirror, "--aports", _project.PathOf("gone"), "--workdir", "/tmp/bivouac-doctor");

        run.ExitCode.ShouldBe(ExitCode.BuilderUnavailable);
        var problems = run.Lines.Where(l => l.StartsWith("  -- ")).ToArray();
        problems.ShouldContain(l => l.Contains("/tmp/bivouac-doctor is not fit"));
        problems.ShouldContain(l => l.Contains("v3.21/main/x86_64/APKINDEX.tar.gz"));
        problems.ShouldContain(l => l.Contains("gone/scripts/mkimage.sh"));
        run.Output.ShouldContain("     Pass a folder on a real disk: --workdir DIR");
        run.Lines[^2].ShouldBe(problems.Length + " problems; each says what mends it.");
    }

    [Fact]
    public async Task Scripts_from_a_url_must_be_pinned()
    {
        var run = await DoctorAsync("--mirror", Mirror);

        run.Output.ShouldContain("APORTS_SHA256");
        _project.Write("VERSIONS", "ALPINE_VERSION=3.21\nAPORTS_REF=v3.21.3\nAPORTS_SHA256=" + new string('0', 64) + "\n");
        (await DoctorAsync("--mirror", Mirror)).Lines.ShouldContain("  ok Alpine's scripts are pinned to v3.21.3");
    }

    [Fact]
    public async Task A_mirror_with_a_url_is_asked()
    {
        await using var server = new FolderServer(Mirror);

        (await DoctorAsync("--mirror", server.Url)).Lines.ShouldContain($"  ok the mirror {server.Url} has branch 3.21 for x86_64");
        File.Delete(InMirror("v3.21/releases/x86_64/alpine-minirootfs-3.21.3-x86_64.tar.gz"));
        (await DoctorAsync("--mirror", server.Url)).Output.ShouldContain("alpine-minirootfs-3.21.3-x86_64.tar.gz: it answered 404");
    }

    [Fact]
    public async Task A_clock_that_was_never_set_is_a_problem()
    {
        var run = await DriverRun.InvokeAsync(DateTimeOffset.UnixEpoch, [TestProject.Minimal()], "doctor", "--project", _project.Folder, "--mirror", Mirror, "--builder", "sandbox");

        run.Output.ShouldContain("it says 1970-01-01");
    }

    [Fact]
    public async Task A_builder_that_there_is_not_ends_with_2() =>
        (await DriverRun.InvokeAsync([TestProject.Minimal()], "doctor", "--project", _project.Folder, "--builder", "moon")).ExitCode.ShouldBe(ExitCode.Usage);

    private string InMirror(string path)
    {
        var full = Path.Combine(Mirror, path);
        Directory.CreateDirectory(Path.GetDirectoryName(full)!);
        return full;
    }

    private Task<DriverRun> DoctorAsync(params string[] args) =>
        DriverRun.InvokeAsync(new DateTimeOffset(2026, 1, 1, 0, 0, 0, TimeSpan.Zero), [TestProject.Minimal()], ["doctor", "--project", _project.Folder, "--builder", "sandbox", .. args]);
}
