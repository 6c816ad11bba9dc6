using System.Linq;
using Bivouac.Mkimage.Project;
using Shouldly;
using Xunit;

namespace Bivouac.Mkimage.Tests.Project;

public sealed class ProjectCheckTests
{
    private static readonly PinnedVersion Go = new("GO_VERSION", "1.2");

    [Fact]
    public void What_is_wrong_with_VERSIONS_comes_first_with_its_line()
    {
        using var project = new TestProject("GO_VERSION=1.2\nGO_VERSION=1.3\nlower=1\n");
        var findings = ProjectCheck.Run([TestProject.Image(iso => iso.File("/etc/go", $"{Go}\n"))], project.Context);

        findings.Select(f => (f.Rule.Id, f.Line)).ShouldBe([("BIV0203", 2), ("BIV0202", 3), ("BIV0102", 8), ("BIV0103", 8)]);
        findings[0].File.ShouldBe(project.PathOf("VERSIONS"));
        findings[2].File.ShouldBe("Rescue.cs");
    }

    [Fact]
    public void A_key_that_no_image_and_not_the_driver_uses_is_a_hint()
    {
        using var project = new TestProject("ALPINE_RELEASE=3.21.3\nAPORTS_REF=v3.21.3\nGO_VERSION=1.2\nOLD_VERSION=1\n");
        var findings = ProjectCheck.Run([TestProject.Minimal(iso => iso.File("/etc/go", $"{Go}\n"))], project.Context);

        var hint = findings.ShouldHaveSingleItem();
        (hint.Rule.Id, hint.Line).ShouldBe(("BIV0205", 4));
        hint.Message.ShouldContain("OLD_VERSION");
    }

    [Fact]
    public void A_key_that_other_code_of_the_project_uses_is_no_hint()
    {
        using var project = new TestProject("GO_VERSION=1.2\n");

        ProjectCheck.Run([TestProject.Minimal() with { OtherVersionKeys = new(["GO_VERSION"]) }], project.Context).ShouldBeEmpty();
    }

    [Fact]
    public void A_VERSIONS_above_the_project_may_be_shared_and_has_no_unused_keys()
    {
        using var project = new TestProject();
        project.Write("../VERSIONS", "OLD_VERSION=1\n");

        ProjectCheck.Run([TestProject.Minimal()], project.Context).ShouldBeEmpty();
        project.Write("VERSIONS", "OLD_VERSION=1\n");
        ProjectCheck.Run([TestProject.Minimal()], project.Context).ShouldHaveSingleItem().Rule.Id.ShouldBe("BIV0205");
    }

    [Theory]
    [InlineData(null, "there is no VERSIONS")]
    [InlineData("OTHER=1\n", "VERSIONS has no such key")]
    public void A_key_that_is_used_and_not_defined_is_an_error(string? versions, string why)
    {
        using var project = new TestProject(versions);
        var findings = ProjectCheck.Run([TestProject.Minimal(iso => iso.File("/etc/go", $"{Go}\n"))], project.Context);

        findings.Single(f => f.Rule.Id == "BIV0204").Message.ShouldContain(why);
    }
}
