using System;
using System.IO;
using System.Threading;
using System.Threading.Tasks;
using Bivouac.Mkimage.Builders;
using Bivouac.Mkimage.Building;
using Bivouac.Mkimage.Building.Runs;
using Bivouac.Mkimage.Commands;
using Bivouac.Mkimage.Staging.Brought;
using Shouldly;
using Xunit;

namespace Bivouac.Mkimage.Tests.Building;

public sealed class AttachTests : MkimageRunnerTest
{
    [Theory]
    [InlineData(null)]
    [InlineData("ended")]
    public async Task Attach_takes_the_image_of_a_build_that_has_ended(string? id)
    {
        var first = Builder();
        first.Made[Iso] = [1];
        await RunAsync(first);
        var builder = Builder();
        builder.Made[Iso] = [7];
        builder.Former[new BuilderRun("ended", first.Started!.Name, default, "/log")] = false;
        builder.Former[Run("older", Plan().WorkName)] = false;

        var built = await AttachAsync(builder, id);

        builder.Started.ShouldBeNull();
        (await File.ReadAllBytesAsync(built.IsoPath, Token)).ShouldBe([7]);
    }

    [Fact]
    public async Task Attach_finds_the_build_that_another_machine_started_from_another_folder()
    {
        var first = Builder();
        first.Made[Iso] = [1];
        await RunAsync(first);
        var builder = Builder();
        builder.Made[Iso] = [7];
        var elsewhere = RunName.Parse(first.Started!.Name)! with { WorkName = "rescue-x86_64-0badcafe" };
        builder.Former[new BuilderRun("there", elsewhere.ToString(), default, "/log")] = false;

        await AttachAsync(builder, null);

        builder.Calls[^1].ShouldBe($"fetch /builder/rescue-x86_64-0badcafe/out/{elsewhere.Out}/{Iso}");
    }

    [Fact]
    public async Task Attach_leaves_an_image_of_another_state_of_the_project_where_it_is()
    {
        var builder = Builder();
        builder.Made[Iso] = [7];
        builder.Former[Run("other", Plan().WorkName)] = false;

        var failure = await Should.ThrowAsync<DriverException>(() => AttachAsync(builder, null));

        failure.ExitCode.ShouldBe(ExitCode.ImageWrong);
        failure.Why.ShouldContain("another state of the project");
        builder.Calls.ShouldNotContain(c => c.StartsWith("fetch", StringComparison.Ordinal));
    }

    [Fact]
    public async Task Attach_to_a_build_whose_image_was_cleaned_away_says_so()
    {
        var first = Builder();
        first.Made[Iso] = [1];
        await RunAsync(first);
        var builder = new ScriptedBuilder { Clock = Clock, IsCleaned = true };
        builder.Former[new BuilderRun("20250318_0123", first.Started!.Name, default, "/log")] = false;

        var failure = await Should.ThrowAsync<DriverException>(() => AttachAsync(builder, null));

        (failure.ExitCode, failure.What).ShouldBe((ExitCode.ImageWrong, "The image of build 0123 is no longer in the builder"));
        failure.Next.ShouldBe("Build rescue again with 'dotnet run'.");
    }

    [Fact]
    public async Task Attach_to_what_is_not_there_names_what_is()
    {
        var builder = Builder();
        builder.Former[Run("other", "kiosk-x86_64-12345678")] = true;

        var none = await Should.ThrowAsync<DriverException>(() => AttachAsync(builder, null));
        none.ExitCode.ShouldBe(ExitCode.Usage);
        none.Why.ShouldBe("the builder knows other");
        (await Should.ThrowAsync<DriverException>(() => AttachAsync(builder, "other"))).Next.ShouldBe("Pass --profile kiosk --arch x86_64.");
    }

    private async Task<MkimageResult> AttachAsync(ScriptedBuilder builder, string? id)
    {
        var interrupts = new BuildInterrupts(Token, CancellationToken.None);
        var build = await Runner(builder).AttachAsync(Plan(), () => Task.FromResult(VerifiedBuild.StageOf(Plan(), Project.Context, BroughtFiles.None)), id, interrupts);
        return await Runner(builder).CollectAsync(Plan(), build, interrupts);
    }
}
