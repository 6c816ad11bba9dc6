using System;
using System.Linq;
using System.Threading.Tasks;
using Bivouac.Mkimage.Building;
using Bivouac.Mkimage.Building.Events;
using Bivouac.Mkimage.Commands;
using Bivouac.Mkimage.Project;
using Bivouac.Mkimage.Staging.Brought;
using Shouldly;
using Xunit;

namespace Bivouac.Alpine.Tests.Faults;

/// <summary>A clock that is wrong by half a century.</summary>
public sealed class ClockTests(AlpineFixture alpine)
{
    [Fact]
    public async Task A_driver_whose_clock_says_1970_builds_from_a_local_mirror()
    {
        var clock = new ClockOf1970();
        var project = new AlpineProject(alpine, "1970");
        var plan = project.Plan(AlpineProject.Smallest);
        var stage = VerifiedBuild.StageOf(plan, ProjectContext.Find(null, project.Folder), BroughtFiles.None);
        var runner = new MkimageRunner(alpine.Builder(), new BuildEvents(project.Listener, clock), clock);

        var built = await runner.RunAsync(plan, stage, new(clock.GetUtcNow(), IsGiven: false), new(TestContext.Current.CancellationToken, default));

        (await VerifiedBuild.VerifyAsync(plan, stage, built)).Report.Checks.Count(c => c.Passed).ShouldBeGreaterThan(20);
    }

    /// <summary>A test double: goes on as this machine's clock does, from the second of January 1970.</summary>
    private sealed class ClockOf1970 : TimeProvider
    {
        private readonly DateTimeOffset _begun = System.GetUtcNow();

        public override DateTimeOffset GetUtcNow() => DateTimeOffset.UnixEpoch.AddDays(1) + (System.GetUtcNow() - _begun);
    }
}
