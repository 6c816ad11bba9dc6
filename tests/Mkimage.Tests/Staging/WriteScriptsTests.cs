using System;
using System.IO;
using Bivouac.Mkimage.Staging;
using Bivouac.Mkimage.Tests.Project;
using Shouldly;
using Xunit;

namespace Bivouac.Mkimage.Tests.Staging;

/// <summary>Writing into a folder that may be the user's.</summary>
public sealed class WriteScriptsTests : IDisposable
{
    private readonly TestProject _project = new();

    public void Dispose() => _project.Dispose();

    [Fact]
    public void Foreign_files_are_never_touched()
    {
        var folder = Directory.CreateDirectory(_project.Output).FullName;
        string[] foreign = ["notes", "mkimg.other.sh", "genapkovl-other.sh", "files/notes", "bin/tool"];
        foreach (var file in foreign)
        {
            Directory.CreateDirectory(Path.GetDirectoryName(Path.Combine(folder, file))!);
            File.WriteAllText(Path.Combine(folder, file), "mine");
        }

        _project.Write("overlay/etc/motd", "hello\n");
        Write(iso => iso.Tree("overlay"));
        Write(iso => iso.Tree("overlay"));

        foreach (var file in foreign) File.ReadAllText(Path.Combine(folder, file)).ShouldBe("mine", file);
    }

    [Fact]
    public void Writing_twice_replaces_what_was_written()
    {
        _project.Write("overlay/etc/motd", "hello\n");
        Write(iso => iso.Tree("overlay"));
        _project.Write("overlay/etc/motd", "hi\n", executable: true);
        Write(iso => iso.Tree("overlay"));

        File.ReadAllText(Path.Combine(_project.Output, "files/overlay/etc/motd")).ShouldBe("hi\n");
        File.GetUnixFileMode(Path.Combine(_project.Output, "files/overlay/etc/motd")).HasFlag(UnixFileMode.UserExecute).ShouldBeTrue();
    }

    [Fact]
    public void What_was_a_link_is_not_written_through()
    {
        var precious = Path.Combine(_project.Root, "precious");
        File.WriteAllText(precious, "precious");
        _project.Link("overlay/etc/localtime", precious);
        Write(iso => iso.Tree("overlay"));
        File.Delete(_project.PathOf("overlay/etc/localtime"));
        _project.Write("overlay/etc/localtime", "a file now");
        Write(iso => iso.Tree("overlay"));

        File.ReadAllText(precious).ShouldBe("precious");
        File.ReadAllText(Path.Combine(_project.Output, "files/overlay/etc/localtime")).ShouldBe("a file now");
    }

    [Fact]
    public void What_was_a_link_to_a_folder_is_not_written_through()
    {
        var precious = Directory.CreateDirectory(Path.Combine(_project.Root, "precious")).FullName;
        _project.Link("overlay/etc", precious);
        Write(iso => iso.Tree("overlay"));
        File.Delete(_project.PathOf("overlay/etc"));
        _project.Write("overlay/etc/motd", "hello\n");
        Write(iso => iso.Tree("overlay"));

        Directory.EnumerateFileSystemEntries(precious).ShouldBeEmpty();
        new DirectoryInfo(Path.Combine(_project.Output, "files/overlay/etc")).LinkTarget.ShouldBeNull();
    }

    [Fact]
    public void A_file_that_left_the_project_is_named_since_the_overlay_would_still_hold_it()
    {
        var old = _project.Write("overlay/etc/old", "old\n");
        Write(iso => iso.Tree("overlay"));
        File.Delete(old);

        var failure = Should.Throw<DriverException>(() => Write(iso => iso.Tree("overlay")));
        failure.ExitCode.ShouldBe(ExitCode.Usage);
        failure.Why.ShouldContain(Path.Combine(_project.Output, "files/overlay/etc/old"));
        File.Exists(Path.Combine(_project.Output, "files/overlay/etc/old")).ShouldBeTrue();
    }

    private void Write(Action<LiveCdBuilder> define) => Stager.WriteScripts(TestProject.Minimal(define), _project.Context, _project.Output);
}
