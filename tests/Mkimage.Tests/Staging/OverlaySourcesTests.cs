using System;
using System.IO;
using System.Linq;
using System.Net.Sockets;
using System.Threading.Tasks;
using Bivouac.Mkimage.Processes;
using Bivouac.Mkimage.Staging;
using Bivouac.Mkimage.Tests.Project;
using Shouldly;
using Xunit;

namespace Bivouac.Mkimage.Tests.Staging;

public sealed class OverlaySourcesTests : IDisposable
{
    private readonly TestProject _project = new();

    public void Dispose() => _project.Dispose();

    [Fact]
    public void A_tree_is_found_with_its_files_folders_links_and_hidden_names()
    {
        _project.Write("overlay/etc/motd", "hello\n");
        _project.Write("overlay/usr/bin/tool", "#!/bin/sh\n", executable: true);
        _project.Write("overlay/root/.profile", "");
        _project.Link("overlay/etc/localtime", "/usr/share/zoneinfo/UTC");
        _project.Link("overlay/broken", "nowhere");

        Find(iso => iso.Tree("overlay")).Select(f => (f.Source, f.Kind, f.Executable, f.LinkTarget)).ShouldBe(
        [
            ("overlay", StagedFileKind.Directory, true, null),
            ("overlay/broken", StagedFileKind.Link, false, "nowhere"),
            ("overlay/etc", StagedFileKind.Directory, true, null),
            ("overlay/etc/localtime", StagedFileKind.Link, false, "/usr/share/zoneinfo/UTC"),
            ("overlay/etc/motd", StagedFileKind.File, false, null),
            ("overlay/root", StagedFileKind.Directory, true, null),
            ("overlay/root/.profile", StagedFileKind.File, false, null),
            ("overlay/usr", StagedFileKind.Directory, true, null),
            ("overlay/usr/bin", StagedFileKind.Directory, true, null),
            ("overlay/usr/bin/tool", StagedFileKind.File, true, null),
        ]);
    }

    [Fact]
    public void Keys_of_repositories_are_found_too()
    {
        _project.Write("keys/own.rsa.pub", "key\n");

        Find(iso => iso.Repository("https://mirror.example/own", key: "keys/own.rsa.pub")).ShouldHaveSingleItem().Source.ShouldBe("keys/own.rsa.pub");
    }

    [Fact]
    public void A_file_that_two_declarations_name_is_found_once()
    {
        _project.Write("overlay/etc/motd", "hello\n");

        Find(iso => iso.Tree("overlay").FileFrom("/etc/issue", "overlay/etc/motd")).Count(f => f.Source == "overlay/etc/motd").ShouldBe(1);
    }

    [Fact]
    public void A_file_named_through_a_link_inside_of_the_project_is_taken_by_content()
    {
        _project.Write("shared/tool", "#!/bin/sh\n", executable: true);
        _project.Link("bin/tool", "../shared/tool");
        _project.Link("alias", "bin");

        var file = Find(iso => iso.FileFrom("/usr/bin/tool", "alias/tool")).ShouldHaveSingleItem();
        file.Kind.ShouldBe(StagedFileKind.File);
        file.Executable.ShouldBeTrue();
    }

    [Theory]
    [InlineData("nothing", "there is no such file")]
    [InlineData("folder", "it is a folder")]
    [InlineData("broken", "there is no such file")]
    [InlineData("circle", "Too many levels of symbolic links")]
    [InlineData("outside", "a link leads out of the project's folder, to ")]
    [InlineData("way/secret", "a link leads out of the project's folder, to ")]
    public void A_file_that_cannot_be_staged_ends_with_3_and_the_reason(string source, string why)
    {
        Directory.CreateDirectory(_project.PathOf("folder"));
        _project.Link("broken", "nowhere");
        _project.Link("circle", "circle");
        File.WriteAllText(Path.Combine(_project.Root, "secret"), "secret\n");
        _project.Link("outside", "../secret");
        _project.Link("way", _project.Root);

        Refused(iso => iso.FileFrom("/etc/x", source), source, why);
    }

    [Theory]
    [InlineData("nothing", "there is no such folder")]
    [InlineData("file", "it is a file")]
    [InlineData("outside", "a link leads out of the project's folder, to ")]
    public void A_tree_that_cannot_be_staged_ends_with_3_and_the_reason(string source, string why)
    {
        _project.Write("file", "");
        _project.Link("outside", "..");

        Refused(iso => iso.Tree(source), source, why);
    }

    [Fact]
    public async Task A_pipe_is_refused_without_being_opened()
    {
        Directory.CreateDirectory(_project.PathOf("overlay"));
        await MakePipeAsync(_project.PathOf("overlay/pipe"));

        Refused(iso => iso.Tree("overlay"), "overlay/pipe", "it is a device, a pipe or a socket");
        Refused(iso => iso.FileFrom("/etc/x", "overlay/pipe"), "overlay/pipe", "it is a device, a pipe or a socket");
    }

    [Fact]
    public void A_socket_is_refused()
    {
        Directory.CreateDirectory(_project.PathOf("overlay"));
        using var socket = new Socket(AddressFamily.Unix, SocketType.Stream, ProtocolType.Unspecified);
        socket.Bind(new UnixDomainSocketEndPoint(_project.PathOf("overlay/s")));

        Refused(iso => iso.Tree("overlay"), "overlay/s", "it is a device, a pipe or a socket");
    }

    [Fact]
    public void An_empty_file_is_a_file()
    {
        _project.Write("empty", "");

        Find(iso => iso.FileFrom("/etc/empty", "empty")).ShouldHaveSingleItem().Length.ShouldBe(0);
    }

    [Fact]
    public void A_name_with_a_line_break_is_refused_since_the_initramfs_hands_names_to_apk_line_by_line()
    {
        _project.Write("overlay/two\nlines", "");

        Refused(iso => iso.Tree("overlay"), "overlay/two\nlines", "its name has control characters");
    }

    [Fact]
    public void A_link_whose_target_has_a_line_break_is_refused_since_the_shell_would_cut_it()
    {
        _project.Link("overlay/link", "target\n");

        Refused(iso => iso.Tree("overlay"), "overlay/link", "target has control characters");
    }

    [Fact]
    public void A_link_wanted_both_as_a_link_and_as_a_file_is_refused()
    {
        _project.Write("file", "content");
        _project.Link("overlay/link", "../file");

        Refused(iso => iso.Tree("overlay").FileFrom("/etc/x", "overlay/link"), "overlay/link", "both as a link, in a tree, and as the file behind it");
    }

    /// <summary>With mkfifo(1): .NET makes no pipes.</summary>
    internal static async Task MakePipeAsync(string path) =>
        (await new ProcessRunner().RunAsync(new("mkfifo", [path]), TestContext.Current.CancellationToken)).Succeeded.ShouldBeTrue();

    private StagedFile[] Find(Action<LiveCdBuilder> define) => [.. OverlaySources.Find(TestProject.Minimal(define).Model, _project.Context)];

    private void Refused(Action<LiveCdBuilder> define, string source, string why)
    {
        var failure = Should.Throw<DriverException>(() => Find(define));
        failure.ExitCode.ShouldBe(ExitCode.DefinitionHasErrors);
        failure.What.ShouldBe($"The overlay's source '{source}' cannot be staged");
        failure.Why.ShouldContain(why);
        failure.Next.ShouldNotBeEmpty();
    }
}
