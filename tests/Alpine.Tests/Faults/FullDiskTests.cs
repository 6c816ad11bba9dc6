using System.IO;
using System.Linq;
using System.Threading.Tasks;
using Bivouac.Mkimage;
using Bivouac.Mkimage.Processes;
using Shouldly;
using Xunit;

namespace Bivouac.Alpine.Tests.Faults;

/// <summary>Disks that are full or must not be written; when there is room again, the build goes through.</summary>
public sealed class FullDiskTests(AlpineFixture alpine)
{
    [Fact]
    public async Task A_work_directory_that_gets_full_is_told_and_makes_no_image()
    {
        var project = new FaultProject(alpine, "full-work");
        await using var disk = await SmallDisk.MakeAsync(Path.Combine(project.Folder, "disk"), 1400);
        project.WorkDirectory = Path.Combine(disk.Folder, "work");
        string filler;
        using (var driver = project.Start())
        {
            await driver.WaitForAsync("section:kernel");
            filler = await disk.FillAsync(leave: 8);
            var (code, ended) = await driver.EndAsync();
            code.ShouldBeOneOf(ExitCode.MkimageFailed, ExitCode.ImageWrong);
            ((string?)ended?["failure"]?["why"]).ShouldBe("the disk of the builder is full");
            File.Exists(project.Iso).ShouldBeFalse();
        }

        File.Delete(filler);
        await project.BuildAsync();
    }

    [Fact]
    public async Task A_work_directory_with_too_little_room_is_refused_before_anything_is_begun()
    {
        var project = new FaultProject(alpine, "small-work");
        await using var disk = await SmallDisk.MakeAsync(Path.Combine(project.Folder, "disk"), 200);
        project.WorkDirectory = Path.Combine(disk.Folder, "work");
        using var driver = project.Start();
        var (code, ended) = await driver.EndAsync();

        code.ShouldBe(ExitCode.BuilderUnavailable);
        ((string?)ended?["failure"]?["next"]).ShouldNotBeNull().ShouldContain("--workdir DIR");
    }

    [Fact]
    public async Task An_output_folder_that_is_full_leaves_the_image_in_the_builder_until_there_is_room()
    {
        var project = new FaultProject(alpine, "full-output");
        await using var disk = await SmallDisk.MakeAsync(Path.Combine(project.Folder, "disk"), 40);
        project.Output = Path.Combine(disk.Folder, "out");
        using (var driver = project.Start())
        {
            var (code, ended) = await driver.EndAsync();
            code.ShouldBe(ExitCode.BuilderUnavailable, driver.Errors);
            ((string?)ended?["failure"]?["why"]).ShouldNotBeNull().ShouldContain("No space left");
            ((string?)ended?["failure"]?["next"]).ShouldNotBeNull().ShouldContain("dotnet run -- attach");
            Directory.EnumerateFiles(project.Output, "*.iso*").ShouldBeEmpty();
        }

        project.Output = Path.Combine(project.Folder, "roomy");
        using var attached = project.Attach();
        (await attached.EndAsync()).Code.ShouldBe(ExitCode.Success, attached.Errors);
        project.RequireImage();
    }

    [Fact]
    public async Task An_output_folder_that_must_not_be_written_is_told()
    {
        var project = new FaultProject(alpine, "read-only");
        await using var disk = await SmallDisk.MakeAsync(Path.Combine(project.Folder, "disk"), 40);
        (await new ProcessRunner().RunAsync(new("mount", ["-o", "remount,ro", disk.Folder]), TestContext.Current.CancellationToken)).Succeeded.ShouldBeTrue();
        project.Output = Path.Combine(disk.Folder, "out");
        using var driver = project.Start();
        var (code, ended) = await driver.EndAsync();

        code.ShouldBe(ExitCode.Unexpected);
        ((string?)ended?["failure"]?["why"]).ShouldNotBeNull().ShouldContain("Read-only file system");
        ((string?)ended?["failure"]?["next"]).ShouldNotBeNull().ShouldContain("--output DIR");
    }

    [Fact]
    public async Task A_cache_that_is_full_is_told_and_half_a_root_is_never_used()
    {
        var project = new FaultProject(alpine, "full-cache");
        await using var disk = await SmallDisk.MakeAsync(Path.Combine(project.Folder, "disk"), 30);
        var roomy = project.Cache;
        project.Cache = disk.Folder;
        using (var driver = project.Start())
        {
            var (code, ended) = await driver.EndAsync();
            code.ShouldBe(ExitCode.BuilderUnavailable, driver.Errors);
            ((string?)ended?["failure"]?["why"]).ShouldNotBeNull().ShouldContain("No space left");
            Directory.EnumerateDirectories(Path.Combine(disk.Folder, "bivouac", "roots")).Select(Path.GetFileName).ShouldBeEmpty();
        }

        project.Cache = roomy;
        await project.BuildAsync();
    }
}
