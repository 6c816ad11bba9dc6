using System;
using System.IO;
using Bivouac.Mkimage.Project;
using Shouldly;
using Xunit;

namespace Bivouac.Mkimage.Tests.Project;

public sealed class NewerSourceTests : IDisposable
{
    private static readonly DateTime Built = new(2026, 1, 31, 12, 0, 0, DateTimeKind.Utc);

    private readonly TestProject _project = new("ALPINE_VERSION=3.21\n");
    private readonly string _iso;

    public NewerSourceTests()
    {
        _iso = _project.Write("image.iso", "image");
        _project.Write("overlay/etc/motd", "hello\n");
        _project.Write("keys/ops.pub", "key\n");
        foreach (var file in Directory.EnumerateFiles(_project.Folder, "*", SearchOption.AllDirectories)) File.SetLastWriteTimeUtc(file, Built.AddMinutes(-1));
        File.SetLastWriteTimeUtc(_iso, Built);
    }

    public void Dispose() => _project.Dispose();

    [Fact]
    public void An_image_that_is_newer_than_all_its_sources_has_none() => Find().ShouldBeNull();

    [Theory]
    [InlineData("VERSIONS")]
    [InlineData("overlay/etc/motd")]
    [InlineData("keys/ops.pub")]
    public void A_source_that_changed_afterwards_is_named(string path)
    {
        File.SetLastWriteTimeUtc(_project.PathOf(path), Built.AddSeconds(1));

        Find().ShouldBe(path);
    }

    [Fact]
    public void What_the_image_is_not_made_from_does_not_count()
    {
        _project.Write("notes.txt", "new");

        Find().ShouldBeNull();
    }

    [Fact]
    public void The_definition_counts_by_the_program_that_has_it() =>
        NewerSource.Find(_iso, Image().Model, _project.Context, typeof(NewerSourceTests).Assembly).ShouldBe("the program, into which the definition is compiled");

    private string? Find() => NewerSource.Find(_iso, Image().Model, _project.Context, null);

    private static LiveCdImage Image() => TestProject.Minimal(i => i.Tree("overlay").FileFrom("/root/.ssh/authorized_keys", "keys/ops.pub"));
}
