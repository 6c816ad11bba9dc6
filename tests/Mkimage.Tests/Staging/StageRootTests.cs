using System.IO;
using System.Threading;
using System.Threading.Tasks;
using Bivouac.Mkimage.Processes;
using Bivouac.Mkimage.Staging;
using Bivouac.Mkimage.Tests.Builders;
using Bivouac.Mkimage.Tests.Commands;
using Bivouac.Mkimage.Tests.Project;
using Shouldly;
using Xunit;

namespace Bivouac.Mkimage.Tests.Staging;

public sealed class StageRootTests
{
    private const UnixFileMode Own = UnixFileMode.UserRead | UnixFileMode.UserWrite | UnixFileMode.UserExecute;

    private static CancellationToken Token => TestContext.Current.CancellationToken;

    [Fact]
    public async Task V7_git_sees_nothing_of_what_a_build_fetches_whatever_the_output_folder_is_called()
    {
        Assert.SkipUnless(File.Exists("/usr/bin/git"), "/usr/bin/git is not there: apt-get install git");
        using var here = new TestFolder();
        here.Write("Rescue.cs", "");
        await GitAsync(here, "init", "-q");
        StageRoot.Make(here["images/stage"]);
        here.Write("images/stage/rescue-x86_64.downloads/nvidia/NVIDIA-Linux-x86_64.run", "installer");
        here.Write("images/stage/rescue-x86_64/stage/build-steps/000-nvidia/downloads/NVIDIA-Linux-x86_64.run", "installer");

        (await GitAsync(here, "status", "--porcelain", "-uall")).ShouldBe("?? Rescue.cs\n");
        File.AppendAllText(here["images/stage/.gitignore"], "!kept\n");
        StageRoot.Make(here["images/stage"]);
        File.ReadAllText(here["images/stage/.gitignore"]).ShouldEndWith("!kept\n");
    }

    [Fact]
    public async Task V7_commands_that_stage_write_the_rule()
    {
        Assert.SkipUnless(File.Exists("/usr/bin/git"), "/usr/bin/git is not there: apt-get install git");
        using var project = new TestProject();
        var run = await DriverRun.InvokeAsync([TestProject.Minimal()], "apkovl", "--project", project.Folder, "--output", project.PathOf("images"));
        run.ExitCode.ShouldBe(ExitCode.Success, run.Output);
        await new ProcessRunner().RunAsync(new ProcessCommand("/usr/bin/git", ["-C", project.Folder, "init", "-q"]), Token);

        var ignored = await new ProcessRunner().RunAsync(new ProcessCommand("/usr/bin/git", ["-C", project.Folder, "check-ignore", "images/stage/rescue/stage/downloads/tool.run"]), Token);

        ignored.Output.ShouldBe("images/stage/rescue/stage/downloads/tool.run\n");
    }

    private static async Task<string> GitAsync(TestFolder here, params string[] arguments) =>
        (await new ProcessRunner().RunAsync(new ProcessCommand("/usr/bin/git", ["-C", here.Path, .. arguments]), Token)).Output;

    [Fact]
    public void It_is_its_users_alone_and_so_is_what_is_made_in_it()
    {
        using var here = new TestFolder();

        StageRoot.Make(here["images/stage"]);
        StageRoot.MakeOwn(here["images/stage/rescue-x86_64"]);

        File.GetUnixFileMode(here["images/stage"]).ShouldBe(Own);
        File.GetUnixFileMode(here["images/stage/rescue-x86_64"]).ShouldBe(Own);
    }

    [Theory]
    [InlineData(UnixFileMode.GroupWrite)]
    [InlineData(UnixFileMode.OtherWrite)]
    [InlineData(UnixFileMode.SetGroup)]
    public void In_a_folder_that_others_build_into_too_it_is_theirs_as_well(UnixFileMode shared)
    {
        using var here = new TestFolder();
        Directory.CreateDirectory(here["images"]);
        File.SetUnixFileMode(here["images"], Own | UnixFileMode.GroupRead | UnixFileMode.GroupExecute | shared);
        var usual = Directory.CreateDirectory(here["images/usual"]).UnixFileMode;

        StageRoot.Make(here["images/stage"]);

        File.GetUnixFileMode(here["images/stage"]).ShouldBe(usual);
        usual.ShouldNotBe(Own);
    }
}
