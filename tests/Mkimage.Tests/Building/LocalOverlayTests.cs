using System;
using System.IO;
using System.Threading.Tasks;
using Bivouac.Mkimage.Tests.Project;
using Shouldly;
using Xunit;

namespace Bivouac.Mkimage.Tests.Building;

public sealed class LocalOverlayTests : IDisposable
{
    private readonly TestProject _project = new();

    public void Dispose() => _project.Dispose();

    [Fact]
    public async Task The_archive_is_called_after_the_host()
    {
        (await Make(iso => iso.Hostname("other"))).ShouldBe(Path.Combine(_project.Output, "other.apkovl.tar.gz"));
    }

    [Fact]
    public async Task A_script_that_stops_ends_with_6_and_its_own_words()
    {
        var failure = await Failure(iso => iso.RawOverlayShell("fail \"no such thing\"", "test"));

        failure.ExitCode.ShouldBe(ExitCode.MkimageFailed);
        failure.Why.ShouldBe("genapkovl-rescue.sh: no such thing");
    }

    [Fact]
    public async Task A_file_below_a_link_ends_with_6_since_it_would_land_outside_of_the_overlay()
    {
        var failure = await Failure(iso => iso.Link("/etc/conf", "/usr/conf").File("/etc/conf/x", "x\n"));

        failure.Why.ShouldBe("genapkovl-rescue.sh: /etc/conf/x cannot be put there: /etc/conf is a link");
    }

    [Fact]
    public async Task A_folder_of_a_tree_over_a_link_ends_with_6_wherever_the_link_leads_on_this_machine()
    {
        Directory.CreateDirectory(_project.PathOf("overlay/etc/usr"));
        var failure = await Failure(iso => iso.Link("/etc/usr", "/usr").Tree("overlay"));

        failure.Why.ShouldBe("genapkovl-rescue.sh: /etc/usr/ cannot be put there: /etc/usr is a link");
    }

    [Fact]
    public async Task A_script_that_stops_without_a_word_says_how_to_see_where()
    {
        var failure = await Failure(iso => iso.RawOverlayShell("exit 3", "test"));

        failure.Why.ShouldBe("it returned 3 and said nothing");
        failure.Next.ShouldContain("genapkovl-rescue.sh rescue");
    }

    [Theory]
    [InlineData("exit 0")]
    [InlineData("archive=/dev/null")]
    public async Task A_script_that_makes_no_archive_ends_with_7(string shell)
    {
        (await Failure(iso => iso.RawOverlayShell(shell, "test"))).ExitCode.ShouldBe(ExitCode.ImageWrong);
    }

    [Fact]
    public async Task An_archive_of_the_last_time_is_not_taken_for_the_new_one()
    {
        await Make(_ => { });

        (await Failure(iso => iso.RawOverlayShell("exit 0", "test"))).ExitCode.ShouldBe(ExitCode.ImageWrong);
    }

    [Fact]
    public async Task An_archive_that_is_half_made_never_has_the_name_and_a_former_one_stays_as_it_is()
    {
        var former = await File.ReadAllBytesAsync(await Make(_ => { }), TestContext.Current.CancellationToken);

        await Failure(iso => iso.RawOverlayShell("echo half >\"$archive\"; kill -KILL $$", "test"));

        (await File.ReadAllBytesAsync(Path.Combine(_project.Output, "rescue.apkovl.tar.gz"), TestContext.Current.CancellationToken)).ShouldBe(former);
        Directory.EnumerateDirectories(_project.Root, "*.overlay", SearchOption.AllDirectories).ShouldBeEmpty();
    }

    [Fact]
    public async Task Without_a_host_name_there_is_no_overlay_to_make()
    {
        var stage = _project.Stage(TestProject.Image(iso => iso.Arch(Arch.X86_64)));
        var failure = await Should.ThrowAsync<DriverException>(() => OverlayRun.MakeAsync(_project, stage));

        failure.ExitCode.ShouldBe(ExitCode.DefinitionHasErrors);
    }

    private async Task<DriverException> Failure(Action<LiveCdBuilder> define) => await Should.ThrowAsync<DriverException>(() => Make(define));

    private Task<string> Make(Action<LiveCdBuilder> define) => OverlayRun.MakeAsync(_project, _project.Stage(TestProject.Minimal(define)));
}
