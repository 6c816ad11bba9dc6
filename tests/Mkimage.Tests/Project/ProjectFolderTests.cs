using System;
using Bivouac.Mkimage.Project;
using Shouldly;
using Xunit;

namespace Bivouac.Mkimage.Tests.Project;

/// <summary>Links of a tree, as overlays have them for services of one init script.</summary>
public sealed class ProjectFolderTests : IDisposable
{
    private readonly TestProject _project = new();

    public void Dispose() => _project.Dispose();

    [Theory]
    [InlineData("net.lo")]
    [InlineData("/etc/init.d/net.lo")]
    [InlineData("/nowhere/at/all")]
    public void A_link_is_an_init_script_whatever_it_points_to(string target)
    {
        _project.Write("overlay/etc/init.d/net.lo", "#!/sbin/openrc-run\n", executable: true);
        _project.Link("overlay/etc/init.d/net.eth0", target);

        ProjectCheck.Run([TestProject.Minimal(iso => iso.Tree("overlay").Enable("net.eth0"))], _project.Context).ShouldBeEmpty();
    }

    [Fact]
    public void Only_what_belongs_to_the_project_is_read_through_a_link()
    {
        _project.Write("overlay/etc/a.conf", "a\n");
        _project.Write("../outside.conf", "outside\n");
        _project.Link("overlay/etc/inside.conf", "a.conf");
        _project.Link("overlay/etc/outside.conf", "../../../outside.conf");
        _project.Link("overlay/etc/absolute.conf", _project.PathOf("overlay/etc/a.conf"));
        _project.Link("overlay/etc/circle.conf", "circle.conf");
        _project.Link("overlay/etc/up", "..");
        var folder = new ProjectFolder(_project.Folder);

        folder.FilesBelow("overlay").ShouldBe(["overlay/etc/a.conf", "overlay/etc/absolute.conf", "overlay/etc/circle.conf", "overlay/etc/inside.conf", "overlay/etc/outside.conf"]);
        folder.Read("overlay/etc/inside.conf", "/etc/inside.conf")!.Text.ShouldBe("a\n");
        folder.Read("overlay/etc/outside.conf", "/etc/outside.conf").ShouldBeNull();
        folder.Read("overlay/etc/absolute.conf", "/etc/absolute.conf").ShouldBeNull();
        folder.Read("overlay/etc/circle.conf", "/etc/circle.conf").ShouldBeNull();
        folder.IsExecutable("overlay/etc/inside.conf").ShouldBeNull();
    }
}
