using System;
using System.IO;
using System.Linq;
using System.Security.Cryptography;
using Bivouac.Mkimage.Staging;
using Bivouac.Mkimage.Staging.Brought;
using Bivouac.Mkimage.Tests.Project;
using Bivouac.Scripts;
using Shouldly;
using Xunit;

namespace Bivouac.Mkimage.Tests.Staging;

public sealed class StagerTests : IDisposable
{
    private static readonly PinnedVersion Go = new("GO_VERSION", "1.2");
    private readonly TestProject _project = new("# comment\nGO_VERSION='1.2'\n\n");

    public void Dispose() => _project.Dispose();

    [Fact]
    public void Both_places_that_mkimage_looks_at_hold_the_same()
    {
        _project.Write("overlay/etc/motd", "hello\n");
        var stage = _project.Stage(TestProject.Minimal(iso => iso.Tree("overlay")));

        foreach (var file in (string[])["mkimg.rescue.sh", "genapkovl-rescue.sh", "VERSIONS", "files/overlay/etc/motd"])
        {
            var here = File.ReadAllBytes(Path.Combine(stage.Folder, "stage", file));
            File.ReadAllBytes(Path.Combine(stage.Folder, "home/.mkimage", file)).ShouldBe(here, file);
        }

        new FileInfo(Path.Combine(stage.Folder, "home/.mkimage")).LinkTarget.ShouldBe("../stage", "a relative link, so that it holds wherever the builder puts it");
    }

    [Fact]
    public void The_overlay_script_is_executable_and_the_profile_is_not()
    {
        var stage = _project.Stage(TestProject.Minimal());

        ModeOf(stage, "genapkovl-rescue.sh").ShouldBe("0755");
        ModeOf(stage, "mkimg.rescue.sh").ShouldBe("0644");
        ModeOf(stage, "VERSIONS").ShouldBe("0644");
    }

    [Fact]
    public void A_stage_is_for_its_user_alone_since_its_files_do_not_keep_modes()
    {
        _project.Write("overlay/etc/wireguard/wg0.conf", "key\n");
        File.SetUnixFileMode(_project.PathOf("overlay/etc/wireguard/wg0.conf"), UnixFileMode.UserRead | UnixFileMode.UserWrite);

        var stage = _project.Stage(TestProject.Minimal(iso => iso.Tree("overlay")));

        ModeOf(stage, "files/overlay/etc/wireguard/wg0.conf").ShouldBe("0644");
        File.GetUnixFileMode(stage.Folder).ShouldBe(UnixFileMode.UserRead | UnixFileMode.UserWrite | UnixFileMode.UserExecute);
    }

    [Fact]
    public void VERSIONS_is_copied_byte_for_byte()
    {
        var stage = _project.Stage(TestProject.Minimal());

        File.ReadAllBytes(Path.Combine(stage.Folder, "stage/VERSIONS")).ShouldBe(File.ReadAllBytes(_project.PathOf("VERSIONS")));
    }

    [Fact]
    public void Without_VERSIONS_none_is_staged()
    {
        using var without = new TestProject();

        File.Exists(Path.Combine(without.Stage(TestProject.Minimal()).Folder, "stage/VERSIONS")).ShouldBeFalse();
    }

    [Fact]
    public void The_profile_is_staged_as_printed_and_the_overlay_script_with_the_stamp()
    {
        var image = TestProject.Minimal();
        var stage = _project.Stage(image);

        File.ReadAllText(Path.Combine(stage.Folder, "stage/mkimg.rescue.sh")).ShouldBe(image.Scripts["mkimg.rescue.sh"]);
        var script = File.ReadAllText(Path.Combine(stage.Folder, "stage/genapkovl-rescue.sh"));
        script.ShouldBe(image.Scripts["genapkovl-rescue.sh"].Replace("content_sha256=unstamped", "content_sha256=" + stage.ContentSha256, StringComparison.Ordinal));
        stage.ContentSha256.ShouldMatch("^[0-9a-f]{64}$");
        script.ShouldContain(stage.ContentSha256);
    }

    [Fact]
    public void Files_are_staged_with_content_link_target_and_executable_bit()
    {
        _project.Write("overlay/bin/tool", "#!/bin/sh\n", executable: true);
        _project.Write("overlay/etc/secret", "s");
        File.SetUnixFileMode(_project.PathOf("overlay/etc/secret"), UnixFileMode.UserRead);
        _project.Link("overlay/etc/localtime", "/usr/share/zoneinfo/UTC");
        _project.Link("overlay/etc/here", ".");
        Directory.CreateDirectory(_project.PathOf("overlay/var/empty"));
        var stage = _project.Stage(TestProject.Minimal(iso => iso.Tree("overlay")));

        ModeOf(stage, "files/overlay/bin/tool").ShouldBe("0755");
        ModeOf(stage, "files/overlay/etc/secret").ShouldBe("0644", "the definition says what mode it has in the image");
        new FileInfo(Staged(stage, "files/overlay/etc/localtime")).LinkTarget.ShouldBe("/usr/share/zoneinfo/UTC");
        new FileInfo(Staged(stage, "files/overlay/etc/here")).LinkTarget.ShouldBe(".");
        Directory.Exists(Staged(stage, "files/overlay/var/empty")).ShouldBeTrue();
    }

    [Fact]
    public void The_longest_name_and_a_path_of_a_thousand_characters_are_staged()
    {
        var deep = string.Join('/', Enumerable.Repeat(new string('d', 100), 10));
        var name = new string('n', 255);
        _project.Write($"overlay/{deep}/{name}", "deep\n");
        var stage = _project.Stage(TestProject.Minimal(iso => iso.Tree("overlay")));

        File.ReadAllText(Staged(stage, $"files/overlay/{deep}/{name}")).ShouldBe("deep\n");
    }

    [Fact]
    public void Names_with_blanks_quotes_dashes_and_backslashes_are_staged()
    {
        string[] names = [" blank ", "it's", "\"q\"", "-rf", "back\\slash", "$HOME", "*", "\u00fcml\u00e4ut", "#"];
        foreach (var name in names) _project.Write("overlay/" + name, name);
        var stage = _project.Stage(TestProject.Minimal(iso => iso.Tree("overlay")));

        foreach (var name in names) File.ReadAllText(Staged(stage, "files/overlay/" + name)).ShouldBe(name);
    }

    [Fact]
    public void Tools_are_put_into_bin_and_are_executable()
    {
        var stage = Stager.Make(TestProject.Minimal(), _project.Context, Path.Combine(_project.Root, "stage"), [new ScriptFile("mksquashfs", "#!/bin/sh\n")], "x86_64", BroughtFiles.None);

        ModeOf(stage, "bin/mksquashfs").ShouldBe("0755");
    }

    [Fact]
    public void The_stage_is_made_anew_each_time()
    {
        var first = _project.Write("overlay/old", "old\n");
        var image = TestProject.Minimal(iso => iso.Tree("overlay"));
        var stage = _project.Stage(image);
        File.WriteAllText(Path.Combine(stage.Folder, "stage/left"), "");
        File.Delete(first);
        _project.Write("overlay/new", "new\n");

        Directory.EnumerateFileSystemEntries(Path.Combine(_project.Stage(image).Folder, "stage"), "*", SearchOption.AllDirectories)
            .Select(Path.GetFileName).ShouldBe(["files", "overlay", "new", "mkimg.rescue.sh", "genapkovl-rescue.sh", "VERSIONS"], ignoreOrder: true);
    }

    [Fact]
    public void A_missing_source_leaves_no_half_made_script_behind()
    {
        var failure = Should.Throw<DriverException>(() => _project.Stage(TestProject.Minimal(iso => iso.Tree("nothing"))));

        failure.ExitCode.ShouldBe(ExitCode.DefinitionHasErrors);
        Directory.Exists(Path.Combine(_project.Root, "stage")).ShouldBeFalse();
    }

    [Fact]
    public void A_stage_that_cannot_be_written_names_its_folder()
    {
        File.WriteAllText(Path.Combine(_project.Root, "stage"), "in the way");

        var failure = Should.Throw<DriverException>(() => _project.Stage(TestProject.Minimal()));
        failure.What.ShouldContain(Path.Combine(_project.Root, "stage"));
        failure.Next.ShouldContain("--output");
    }

    [Fact]
    public void The_hash_stays_when_only_times_and_the_folder_of_the_project_change()
    {
        _project.Write("overlay/etc/motd", "hello\n");
        var image = TestProject.Minimal(iso => iso.Tree("overlay"));
        var before = _project.Stage(image).ContentSha256;
        File.SetLastWriteTimeUtc(_project.PathOf("overlay/etc/motd"), DateTime.UnixEpoch);
        File.SetUnixFileMode(_project.PathOf("overlay/etc/motd"), UnixFileMode.UserRead);
        using var other = new TestProject(File.ReadAllText(_project.PathOf("VERSIONS")));
        other.Write("overlay/etc/motd", "hello\n");
        other.Write("README", "of no image\n");

        _project.Stage(image).ContentSha256.ShouldBe(before);
        other.Stage(image).ContentSha256.ShouldBe(before);
    }

    [Theory]
    [InlineData("content")]
    [InlineData("mode")]
    [InlineData("name")]
    [InlineData("new file")]
    [InlineData("empty folder")]
    [InlineData("removed file")]
    [InlineData("link target")]
    [InlineData("link becomes a file of the same text")]
    [InlineData("VERSIONS")]
    [InlineData("a comment in VERSIONS")]
    [InlineData("script")]
    [InlineData("content moved between files")]
    public void The_hash_changes_with(string what)
    {
        _project.Write("overlay/a", "ab");
        _project.Write("overlay/b", "c");
        _project.Link("overlay/link", "target");
        Action<LiveCdBuilder> define = iso => iso.Tree("overlay").File("/etc/go", $"{Go}\n");
        var before = _project.Stage(TestProject.Minimal(define)).ContentSha256;
        switch (what)
        {
            case "content": _project.Write("overlay/a", "aB"); break;
            case "mode": _project.Write("overlay/a", "ab", executable: true); break;
            case "name": File.Move(_project.PathOf("overlay/a"), _project.PathOf("overlay/A")); break;
            case "new file": _project.Write("overlay/c", ""); break;
            case "empty folder": Directory.CreateDirectory(_project.PathOf("overlay/d")); break;
            case "removed file": File.Delete(_project.PathOf("overlay/b")); break;
            case "link target":
                File.Delete(_project.PathOf("overlay/link"));
                _project.Link("overlay/link", "other");
                break;
            case "link becomes a file of the same text":
                File.Delete(_project.PathOf("overlay/link"));
                _project.Write("overlay/link", "target");
                break;
            case "VERSIONS": _project.Write("VERSIONS", "GO_VERSION=1.3\n"); break;
            case "a comment in VERSIONS": _project.Write("VERSIONS", "# other\nGO_VERSION='1.2'\n\n"); break;
            case "script": define = iso => iso.Tree("overlay").File("/etc/go", $"{Go} \n"); break;
            case "content moved between files":
                _project.Write("overlay/a", "a");
                _project.Write("overlay/b", "bc");
                break;
        }

        _project.Stage(TestProject.Minimal(define)).ContentSha256.ShouldNotBe(before);
    }

    [Fact]
    public void The_hash_of_a_staged_file_is_that_of_its_content()
    {
        _project.Write("overlay/a", "ab");

        _project.Stage(TestProject.Minimal(iso => iso.Tree("overlay"))).Files.Single(f => f.Source == "overlay/a").Sha256
            .ShouldBe(Convert.ToHexStringLower(SHA256.HashData("ab"u8)));
    }

    private static string Staged(Stage stage, string path) => Path.Combine(stage.Folder, "stage", path);

    private static string ModeOf(Stage stage, string path) => Convert.ToString((int)File.GetUnixFileMode(Staged(stage, path)), 8).PadLeft(4, '0');
}
