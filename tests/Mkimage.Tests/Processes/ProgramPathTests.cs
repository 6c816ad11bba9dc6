using System;
using System.IO;
using Bivouac.Mkimage.Processes;
using Bivouac.Mkimage.Tests.Builders;
using Shouldly;
using Xunit;

namespace Bivouac.Mkimage.Tests.Processes;

public sealed class ProgramPathTests : IDisposable
{
    private readonly TestFolder _folder = new();

    public void Dispose() => _folder.Dispose();

    [Fact]
    public void The_first_folder_that_has_the_program_counts()
    {
        var (first, second) = (Folder("first"), Folder("second"));
        Program(second, "tool");
        ProgramPath.Find("tool", $"{first}:{second}").ShouldBe(second + "/tool");
        Program(first, "tool");
        ProgramPath.Find("tool", $"{first}:{second}").ShouldBe(first + "/tool");
    }

    [Fact]
    public void A_file_that_cannot_be_run_is_passed_over()
    {
        var (first, second) = (Folder("first"), Folder("second"));
        File.WriteAllText(first + "/tool", "");
        Directory.CreateDirectory(first + "/other");
        Program(second, "tool");
        ProgramPath.Find("tool", $"{first}:{second}").ShouldBe(second + "/tool");
        ProgramPath.Find("other", first).ShouldBeNull();
    }

    [Theory]
    [InlineData("")]
    [InlineData(".")]
    [InlineData("bin")]
    public void The_current_folder_is_never_looked_at(string path)
    {
        // The test host itself lies there.
        var own = Path.GetFileName(Environment.ProcessPath!);
        ProgramPath.Find(own, path).ShouldBeNull();
    }

    [Fact]
    public void A_path_stays_as_it_is() => ProgramPath.Find("/no/such/program").ShouldBe("/no/such/program");

    [Fact]
    public void What_the_machine_has_is_found() => ProgramPath.Find("sh").ShouldNotBeNull().ShouldEndWith("/sh");

    private string Folder(string name) => Directory.CreateDirectory(Path.Combine(_folder.Path, name)).FullName;

    private static void Program(string folder, string name)
    {
        File.WriteAllText(Path.Combine(folder, name), "");
        File.SetUnixFileMode(Path.Combine(folder, name), UnixFileMode.UserRead | UnixFileMode.UserExecute);
    }
}
