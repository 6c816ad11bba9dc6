using System.Linq;
using System.Threading;
using Bivouac.Analyzers.Inputs;
using Bivouac.Rules.Inputs;
using Microsoft.CodeAnalysis;
using Microsoft.CodeAnalysis.Text;
using Shouldly;
using Xunit;

namespace Bivouac.Analyzers.Tests;

public sealed class CompilerFilesTests
{
    [Fact]
    public void Everything_below_overlay_is_known()
    {
        var files = Files("/project/overlay/etc/motd", "/project/overlay/etc/init.d/a", "/project/keys/a.pub");

        files.Find("overlay").ShouldBe(ProjectEntry.Folder);
        files.Find("overlay/etc").ShouldBe(ProjectEntry.Folder);
        files.Find("overlay/etc/motd").ShouldBe(ProjectEntry.File);
        files.Find("overlay/etc/mot").ShouldBe(ProjectEntry.Missing);
        files.FilesBelow("overlay/etc").ShouldBe(["overlay/etc/init.d/a", "overlay/etc/motd"]);
    }

    [Fact]
    public void Elsewhere_only_what_the_project_lists_is_known()
    {
        var files = Files("/project/keys/a.pub");

        files.Find("keys/a.pub").ShouldBe(ProjectEntry.File);
        files.Find("keys/b.pub").ShouldBe(ProjectEntry.Unknown);
        files.Find("other").ShouldBe(ProjectEntry.Unknown);
        files.FilesBelow("other").ShouldBeNull();
        files.FilesBelow("overlay").ShouldBe([]);
    }

    [Fact]
    public void A_file_versions_of_the_overlay_is_kept_from_the_compiler() => Files("/project/overlay/x").Find("overlay/etc/VERSIONS").ShouldBe(ProjectEntry.Unknown);

    [Fact]
    public void Windows_paths_are_the_same_files() => Files(@"C:\project\overlay\etc\motd", folder: @"C:\project\").Find("overlay/etc/motd").ShouldBe(ProjectEntry.File);

    [Fact]
    public void Without_a_project_folder_nothing_is_known()
    {
        var files = Files("/project/overlay/etc/motd", folder: null);

        files.Find("overlay/etc/motd").ShouldBe(ProjectEntry.Unknown);
        files.FilesBelow("overlay").ShouldBeNull();
        files.Read("overlay/etc/motd", "/etc/motd").ShouldBeNull();
    }

    [Theory]
    [InlineData("overlay/etc/init.d/a", true)]
    [InlineData("overlay/etc/motd", true)]
    [InlineData("overlay/root/.ssh/authorized_keys", true)]
    [InlineData("overlay/usr/local/bin/a.sh", true)]
    [InlineData("overlay/usr/local/bin/a", false)]
    [InlineData("overlay/etc/localtime", false)]
    [InlineData("overlay/etc/profile.d/logo.png", false)]
    [InlineData("overlay/etc/network/dropbear/key", false)]
    public void Only_what_is_surely_text_is_read(string path, bool isRead) =>
        (Files("/project/" + path).Read(path, path.Substring("overlay".Length)) is not null).ShouldBe(isRead);

    [Fact]
    public void A_text_is_the_same_object_as_long_as_the_compiler_keeps_it()
    {
        var text = new Text("/project/overlay/etc/motd");
        var read = new CompilerFiles([text], "/project", CancellationToken.None).Read("overlay/etc/motd", "/etc/motd");

        new CompilerFiles([text], "/project", CancellationToken.None).Read("overlay/etc/motd", "/etc/motd").ShouldBeSameAs(read);
    }

    [Fact]
    public void Modes_are_not_known() => Files("/project/overlay/a").IsExecutable("overlay/a").ShouldBeNull();

    [Fact]
    public void Indexes_are_read_once_as_long_as_they_stay_the_same()
    {
        AdditionalText[] files = [new Text("/project/APKINDEX", "P:a\nV:1-r0\n\n"), new Text("/project/x/APKINDEX.tar.gz")];
        var indexes = CompilerIndexes.Of(files, "/project/", CancellationToken.None);

        indexes.Find("3.21", "x86_64")!.Names.ShouldBe(["a"]);
        CompilerIndexes.Of(files, "/project/", CancellationToken.None).ShouldBeSameAs(indexes);
        CompilerIndexes.Of([new Text("/project/APKINDEX", "P:b\n\n")], null, CancellationToken.None).Find(null, "x86_64")!.Names.ShouldBe(["b"]);
        CompilerIndexes.Of([], null, CancellationToken.None).Find(null, "x86_64").ShouldBeNull();
    }

    [Fact]
    public void An_index_in_the_overlay_is_content_of_the_image() =>
        CompilerIndexes.Of([new Text("/project/overlay/srv/apks/APKINDEX", "P:a\nV:1-r0\n\n")], "/project/", CancellationToken.None).Find(null, "x86_64").ShouldBeNull();

    private static CompilerFiles Files(string path, string? folder = "/project/") => new([new Text(path)], folder, CancellationToken.None);

    private static CompilerFiles Files(string first, string second, string? third = null) =>
        new(new[] { first, second, third }.Where(p => p is not null).Select(p => new Text(p!)), "/project/", CancellationToken.None);

    private sealed class Text(string path, string content = "x") : AdditionalText
    {
        private readonly SourceText _text = SourceText.From(content);

        public override string Path => path;

        public override SourceText GetText(CancellationToken cancellationToken = default) => _text;
    }
}
