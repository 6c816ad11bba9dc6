using System;
using System.IO;
using System.Linq;
using System.Text;
using Bivouac.Dsl.Tests.Declaration;
using Bivouac.Dsl.Tests.Shell;
using Bivouac.Scripts;
using Shouldly;
using Xunit;

namespace Bivouac.Dsl.Tests.Scripts;

/// <summary>Given what a build puts beside the overlay script, when it runs, then downloads and outputs of build steps are in the overlay.</summary>
public class VendorScriptTests
{
    public static TheoryData<string> Kits => ["busybox", "dash", "fakeroot"];

    [Fact]
    public void Declared_entries_read_so()
    {
        var text = ScriptSet.Print(Samples.Vendor())[1].Text;
        text[text.IndexOf("# What the definition declares", StringComparison.Ordinal)..text.IndexOf("\n# The archive", StringComparison.Ordinal)].ShouldBe("""
            # What the definition declares, in its order.
            brought 'unpacked download' go unpacked/go
            copytree 0:0 /usr/local unpacked/go
            brought 'unpacked download' go unpacked/go+2
            copytree 0:0 /opt/go unpacked/go+2
            brought download tool downloads/tool
            copyfile 5:6 0755 /usr/local/bin/tool downloads/tool
            brought 'output of the build step' modules steps/modules
            copytree 1:2 /usr/local/lib/nvidia steps/modules

            """.ReplaceLineEndings("\n"));
    }

    [Fact]
    public void A_definition_without_them_has_nothing_of_it_in_its_script() => ScriptSet.Print(Samples.Full())[1].Text.ShouldNotContain("brought");

    [Theory]
    [MemberData(nameof(Kits))]
    public void What_a_build_brings_is_in_the_overlay(string kit)
    {
        using var image = Staged();
        var (result, archive) = image.MakeOverlay(Kit(kit));
        result.ExitCode.ShouldBe(0, result.ToString());
        var entries = ArchiveEntry.Read(archive);

        entries["/usr/local/go/bin/go"].ShouldBe(ArchiveEntry.File(0b111_101_101, 0, 0, "first"u8.ToArray()));
        entries["/opt/go/VERSION"].ShouldBe(ArchiveEntry.File(0b110_100_100, 0, 0, "go1.23.6\n"u8.ToArray()));
        entries["/opt/go/link"].ShouldBe(ArchiveEntry.Link(0, 0, "VERSION"));
        entries["/usr/local/bin/tool"].ShouldBe(ArchiveEntry.File(0b111_101_101, 5, 6, Encoding.UTF8.GetBytes("\u007fELF")));
        entries["/usr/local/lib/nvidia"].ShouldBe("folder 0755 1:2");
        entries["/usr/local/lib/nvidia/nvidia.ko"].ShouldBe(ArchiveEntry.File(0b110_100_100, 1, 2, "module"u8.ToArray()));
        entries["/usr/local/lib/nvidia/bin/nvidia-smi"].ShouldBe(ArchiveEntry.File(0b111_101_101, 1, 2, "program"u8.ToArray()));
    }

    [Theory]
    [InlineData("downloads/tool", "the download 'tool' is not in downloads/; it comes with a build by the driver")]
    [InlineData("unpacked/go", "the unpacked download 'go' is not in unpacked/; it comes with a build by the driver")]
    [InlineData("unpacked/go+2", "the unpacked download 'go' is not in unpacked/; it comes with a build by the driver")]
    [InlineData("steps/modules", "the output of the build step 'modules' is not in steps/; it comes with a build by the driver")]
    public void What_is_missing_stops_the_build_and_says_where_it_comes_from(string missing, string message)
    {
        foreach (var kit in Kits.Select(k => (string)k).Where(k => k != "fakeroot"))
        {
            using var image = Staged();
            var path = Path.Combine(image.Folder, "stage", missing);
            if (Directory.Exists(path)) Directory.Delete(path, recursive: true);
            else File.Delete(path);

            var (result, archive) = image.MakeOverlay(Kit(kit));

            result.ExitCode.ShouldNotBe(0);
            result.Errors.ShouldContain(message);
            File.Exists(archive).ShouldBeFalse();
        }
    }

    /// <summary>Lays out what the driver puts beside the scripts.</summary>
    private static StagedImage Staged()
    {
        var image = new StagedImage(Samples.Vendor());
        var stage = Path.Combine(image.Folder, "stage");
        StagedTree.Of(ScriptSet.DownloadsFolder, [new("tool", StagedKind.File, "\u007fELF")]).Write(stage);
        StagedTree.Of(ScriptSet.UnpackedFolder, [new("go/go/bin/go", StagedKind.Program, "first"), new("go+2/VERSION", StagedKind.File, "go1.23.6\n"), new("go+2/link", StagedKind.Link, "VERSION")]).Write(stage);
        StagedTree.Of(ScriptSet.StepsFolder, [new("modules/nvidia.ko", StagedKind.File, "module"), new("modules/bin/nvidia-smi", StagedKind.Program, "program")]).Write(stage);
        return image;
    }

    private static ShellKit Kit(string name)
    {
        var kit = new[] { ShellKit.Busybox, ShellKit.Dash, ShellKit.Fakeroot }.Single(k => k.Name == name);
        Assert.SkipUnless(kit.MissingForOverlays is null, kit.MissingForOverlays ?? "");
        return kit;
    }
}
