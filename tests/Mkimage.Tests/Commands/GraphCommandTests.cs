using System;
using System.IO;
using System.Linq;
using System.Threading.Tasks;
using System.Xml.Linq;
using Bivouac.Mkimage.Tests.Project;
using Shouldly;
using Xunit;

namespace Bivouac.Mkimage.Tests.Commands;

public sealed class GraphCommandTests : IDisposable
{
    private readonly TestProject _project = new();

    public void Dispose() => _project.Dispose();

    [Fact]
    public async Task What_starts_is_listed_in_its_order_with_what_SSH_may_have_to_wait_for()
    {
        var run = await GraphAsync([Unattended()]);

        run.ExitCode.ShouldBe(ExitCode.Success);
        run.Lines[0].ShouldMatch("^rescue: [0-9]+ services at boot \\(\\* SSH, \\+ what it depends on\\)$");
        run.Lines.ShouldContain("  sysinit");
        run.Lines.ShouldContain("  * sshd  behind syslog");
        run.Lines.ShouldContain("    slow  (definition)");
        run.Lines.ShouldContain("  How long sshd may be held up at most, beyond the machine's own work:");
        run.Lines.ShouldContain("    all is there, no cable, no DHCP server, no RTC: 35 s");
        run.Lines.ShouldContain("  Without an RTC the initramfs enables swclock in the place of hwclock; neither waits for anything.");
        run.Lines.ShouldContain("      35 s     slow: a command of 30 s, and 5 s more until it is killed");
    }

    [Fact]
    public async Task The_files_of_the_project_are_read()
    {
        _project.Write("overlay/etc/init.d/own", "#!/sbin/openrc-run\ndepend() {\n\tbefore sshd\n}\n", executable: true);
        var run = await GraphAsync([TestProject.Minimal(iso => iso.Ssh(_ => { }).Tree("overlay").Enable("own", Runlevel.Boot))]);

        run.Lines.ShouldContain("  + own  (overlay)");
        run.Lines.ShouldContain("    all is there, no cable, no DHCP server, no RTC: not bounded");
    }

    [Fact]
    public async Task A_circle_is_said()
    {
        var run = await GraphAsync([TestProject.Minimal(iso => iso.Service("a", s => s.Run("/x").After("b")).Service("b", s => s.Run("/x").After("a")))]);

        run.Lines.ShouldContain("  Circle, which OpenRC cuts somewhere: a after b after a");
        run.Lines.ShouldContain("  No SSH server starts.");
    }

    [Fact]
    public async Task Mermaid_names_every_service_and_arrow()
    {
        var run = await GraphAsync([Unattended()], "--format", "mermaid");

        run.Lines[0].ShouldBe("flowchart LR");
        var id = run.Lines.Single(l => l.EndsWith("[\"sshd\"]", StringComparison.Ordinal)).Trim().Split('[')[0];
        var syslog = run.Lines.Single(l => l.EndsWith("[\"syslog\"]", StringComparison.Ordinal)).Trim().Split('[')[0];
        run.Lines.ShouldContain($"  {syslog} -.->|use| {id}");
        run.Lines.ShouldContain($"  class {id} ssh");
        run.Lines.ShouldContain($"  class {syslog} path");
        run.Lines.ShouldContain(l => l.StartsWith($"  {id} ~~~ time[\"How long sshd may be held up at most", StringComparison.Ordinal) && l.Contains("<br>#nbsp;#nbsp;all is there, no cable, no DHCP server, no RTC: 35 s<br>", StringComparison.Ordinal));
    }

    [Fact]
    public async Task SVG_is_a_picture_of_every_service()
    {
        var file = Path.Combine(_project.Root, "boot.svg");
        var run = await GraphAsync([Unattended()], "--format", "svg", "--file", file);

        run.Output.Trim().ShouldBe(file);
        var picture = XDocument.Load(file).Root.ShouldNotBeNull();
        picture.Name.LocalName.ShouldBe("svg");
        var texts = picture.Descendants().Where(e => e.Name.LocalName == "text").Select(e => e.Value).ToList();
        texts.ShouldContain("sshd");
        texts.ShouldContain("slow");
        texts.ShouldContain(t => t.Contains("35 s", StringComparison.Ordinal));
        picture.Descendants().Count(e => e.Name.LocalName == "path").ShouldBeGreaterThan(10);
    }

    [Fact]
    public async Task One_picture_is_of_one_image()
    {
        var run = await GraphAsync([TestProject.Minimal(), TestProject.Minimal(name: "kiosk")], "--format", "svg");

        run.ExitCode.ShouldBe(ExitCode.Usage);
        run.Output.ShouldContain("--profile");
    }

    [Fact]
    public async Task A_file_that_cannot_be_written_is_said()
    {
        var run = await GraphAsync([TestProject.Minimal()], "--file", "/proc/nosuch/boot.txt");

        run.ExitCode.ShouldBe(ExitCode.Usage);
        run.Output.ShouldContain("'/proc/nosuch/boot.txt' cannot be written");
    }

    private static LiveCdImage Unattended() => TestProject.Minimal(iso => iso.Ssh(_ => { }).Service("slow", s => s.Run("/x").Foreground().Runlevel(Runlevel.Boot)));

    private Task<DriverRun> GraphAsync(LiveCdImage[] images, params string[] args) => DriverRun.InvokeAsync(images, ["graph", "--project", _project.Folder, .. args]);
}
