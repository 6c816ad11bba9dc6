using System.IO;
using System.Text;
using Bivouac.Mkimage.Project;
using Shouldly;
using Xunit;

namespace Bivouac.Mkimage.Tests.Project;

public sealed class ProjectContextTests
{
    [Fact]
    public void VERSIONS_of_a_folder_above_is_found()
    {
        using var project = new TestProject();
        var below = Directory.CreateDirectory(project.PathOf("images/rescue")).FullName;
        project.Write("VERSIONS", "GO_VERSION=1.2\n");

        ProjectContext.Find(null, below).Pin("GO_VERSION").ShouldBe("1.2");
    }

    [Fact]
    public void The_nearest_VERSIONS_counts()
    {
        using var project = new TestProject("GO_VERSION=1.2\n");
        project.Write("images/VERSIONS", "GO_VERSION=3.4\n");

        ProjectContext.Find(null, project.PathOf("images")).Pin("GO_VERSION").ShouldBe("3.4");
    }

    [Fact]
    public void An_empty_value_is_no_pin()
    {
        using var project = new TestProject("ALPINE_RELEASE=\n");

        project.Context.Pin("ALPINE_RELEASE").ShouldBeNull();
        project.Context.Pin("APORTS_REF").ShouldBeNull();
    }

    [Fact]
    public void A_folder_that_is_not_there_is_a_usage_error_that_names_it()
    {
        using var project = new TestProject();
        var failure = Should.Throw<DriverException>(() => ProjectContext.Find(null, project.PathOf("nowhere")));

        failure.ExitCode.ShouldBe(ExitCode.Usage);
        failure.Why.ShouldContain(project.PathOf("nowhere"));
        failure.Next.ShouldContain("--project");
    }

    [Fact]
    public void A_byte_order_mark_is_seen_as_the_shell_sees_it()
    {
        using var project = new TestProject();
        File.WriteAllBytes(project.PathOf("VERSIONS"), [0xEF, 0xBB, 0xBF, .. "GO_VERSION=1.2\n"u8]);

        project.Context.Versions.Problems.ShouldHaveSingleItem().Message.ShouldContain("byte order mark");
    }

    [Fact]
    public void VERSIONS_that_is_not_UTF_8_is_an_error_of_the_definition()
    {
        using var project = new TestProject();
        File.WriteAllBytes(project.PathOf("VERSIONS"), Encoding.Latin1.GetBytes("NAME=caf\u00e9\n"));

        var failure = Should.Throw<DriverException>(() => project.Context);
        failure.ExitCode.ShouldBe(ExitCode.DefinitionHasErrors);
        failure.Why.ShouldContain("UTF-8");
    }
}
