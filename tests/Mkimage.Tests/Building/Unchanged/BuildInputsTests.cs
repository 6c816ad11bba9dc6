using System;
using System.Collections.Generic;
using System.IO;
using System.Net;
using System.Net.Http;
using System.Net.Http.Headers;
using System.Threading;
using System.Threading.Tasks;
using Bivouac.Mkimage.Builders;
using Bivouac.Mkimage.Building;
using Bivouac.Mkimage.Building.Unchanged;
using Bivouac.Mkimage.Commands;
using Bivouac.Mkimage.Http;
using Bivouac.Mkimage.Image.Artifacts;
using Bivouac.Mkimage.Staging.Brought;
using Bivouac.Mkimage.Tests.Http;
using Bivouac.Mkimage.Tests.Project;
using Shouldly;
using Xunit;

namespace Bivouac.Mkimage.Tests.Building.Unchanged;

public sealed class BuildInputsTests : IDisposable
{
    private readonly TestProject _project = new();

    public BuildInputsTests()
    {
        _project.Write("overlay/etc/motd", "hello\n");
        foreach (var repository in (string[])["main", "community"]) Write($"mirror/v3.21/{repository}/x86_64/APKINDEX.tar.gz", "index of " + repository);
        Write("aports/scripts/mkimage.sh", "#!/bin/sh\n");
        Write("own.rsa.pub", "key");
    }

    private static CancellationToken Token => TestContext.Current.CancellationToken;

    public void Dispose() => _project.Dispose();

    [Fact]
    public async Task The_same_project_on_the_same_mirror_has_the_same_inputs() => (await ChangedAsync(() => { })).ShouldBeEmpty();

    [Theory]
    [InlineData("overlay file", "definition")]
    [InlineData("overlay mode", "definition")]
    [InlineData("VERSIONS", "definition")]
    [InlineData("index", "index of *community")]
    [InlineData("scripts", "mkimage scripts")]
    [InlineData("key", "keys of the mirror")]
    public async Task Whatever_the_image_is_made_from_is_an_input(string what, string input)
    {
        var changed = await ChangedAsync(() =>
        {
            switch (what)
            {
                case "overlay file": _project.Write("overlay/etc/motd", "other\n"); break;
                case "overlay mode": _project.Write("overlay/etc/motd", "hello\n", executable: true); break;
                case "VERSIONS": _project.Write("VERSIONS", "X=1\n"); break;
                case "index": Write("mirror/v3.21/community/x86_64/APKINDEX.tar.gz", "newer"); break;
                case "scripts": Write("aports/scripts/mkimg.base.sh", ""); break;
                case "key": Write("own.rsa.pub", "another"); break;
            }
        });

        changed.ShouldHaveSingleItem().ShouldMatch("^" + input.Replace("*", ".*", StringComparison.Ordinal) + "$");
    }

    [Theory]
    [InlineData("builder")]
    [InlineData("driver")]
    [InlineData("tag")]
    public async Task How_it_is_made_is_an_input_too(string input)
    {
        var before = (await FindAsync()).ShouldNotBeNull();
        var after = (await FindAsync(input == "builder" ? "podman" : "sandbox", input == "driver" ? "2" : "1", input == "tag" ? "7" : null)).ShouldNotBeNull();

        new LastBuild("", before).Changed(after).ShouldBe([input]);
    }

    [Fact]
    public async Task A_repository_without_an_index_tells_nothing()
    {
        File.Delete(Path.Combine(_project.Root, "mirror/v3.21/main/x86_64/APKINDEX.tar.gz"));

        (await FindAsync()).ShouldBeNull();
    }

    [Theory]
    [InlineData("\"abc\"", null, "\"abc\" 6")]
    [InlineData(null, "2025-03-18T12:00:00Z", "2025-03-18T12:00:00.0000000+00:00 6")]
    [InlineData(null, null, null)]
    public async Task A_server_tells_the_state_by_its_entity_tag_or_by_time_and_length(string? tag, string? time, string? state)
    {
        using var http = new HttpFetcher(
            new StubHandler(_ =>
            {
                var answer = new HttpResponseMessage(HttpStatusCode.OK) { Content = new StringContent("123456") };
                if (tag is not null) answer.Headers.ETag = new EntityTagHeaderValue(tag);
                if (time is not null) answer.Content.Headers.LastModified = DateTimeOffset.Parse(time, System.Globalization.CultureInfo.InvariantCulture);
                return answer;
            }),
            0,
            TimeSpan.FromSeconds(5));

        (await new RepositoryStates(http).FindAsync("https://mirror.example/v3.21/main", "x86_64", Token)).ShouldBe(state);
    }

    [Theory]
    [InlineData(404)]
    [InlineData(500)]
    public async Task A_server_that_has_no_index_tells_nothing(int status)
    {
        using var http = new HttpFetcher(new StubHandler(StubHandler.Status(status)), 0, TimeSpan.FromSeconds(5));

        (await new RepositoryStates(http).FindAsync("https://mirror.example/v3.21/main", "x86_64", Token)).ShouldBeNull();
    }

    [Theory]
    [InlineData("")]
    [InlineData("{")]
    [InlineData("{}")]
    [InlineData("null")]
    public void A_damaged_note_is_none(string text)
    {
        Directory.CreateDirectory(Path.Combine(_project.Output, "stage"));
        File.WriteAllText(Path.Combine(_project.Output, "stage", "rescue-x86_64.last.json"), text);

        LastBuild.Read(Plan()).ShouldBeNull();
    }

    [Fact]
    public void What_a_build_was_begun_with_is_known_of_that_run_alone()
    {
        BegunBuild.Read(Plan(), "one").ShouldBeNull();
        new BegunBuild("one", new() { ["tag"] = "3.21" }).Write(Plan());

        BegunBuild.Read(Plan(), "one").ShouldNotBeNull().Inputs.ShouldBe(new Dictionary<string, string> { ["tag"] = "3.21" });
        BegunBuild.Read(Plan(), "another").ShouldBeNull();
        File.WriteAllText(Path.Combine(_project.Output, "stage", "rescue-x86_64.begun.json"), "{");
        BegunBuild.Read(Plan(), "one").ShouldBeNull();
    }

    [Fact]
    public async Task An_image_that_was_changed_is_not_the_one_that_was_verified()
    {
        var plan = Plan();
        Directory.CreateDirectory(plan.OutputFolder);
        await File.WriteAllTextAsync(plan.Iso, "image", Token);
        foreach (var ending in ImageArtifacts.Endings) await File.WriteAllTextAsync(plan.Iso + ending, "", Token);
        var last = new LastBuild("6105d6cc76af400325e94d588ce511be5bfdbb73b437dc51eca43917d7a43e3d", (await FindAsync()).ShouldNotBeNull());
        last.Write(plan);

        (await LastBuild.Read(plan)!.IsImageWholeAsync(plan, Token)).ShouldBeTrue();
        File.Move(plan.Iso + ".html", plan.OutputFolder + "/elsewhere");
        (await LastBuild.Read(plan)!.IsImageWholeAsync(plan, Token)).ShouldBeFalse("a report that could not be written is written by the next build");
        File.Move(plan.OutputFolder + "/elsewhere", plan.Iso + ".html");
        await File.AppendAllTextAsync(plan.Iso, "x", Token);
        (await LastBuild.Read(plan)!.IsImageWholeAsync(plan, Token)).ShouldBeFalse();
        File.Delete(plan.Iso);
        (await LastBuild.Read(plan)!.IsImageWholeAsync(plan, Token)).ShouldBeFalse();
    }

    private async Task<IReadOnlyList<string>> ChangedAsync(Action change)
    {
        var before = (await FindAsync()).ShouldNotBeNull();
        change();
        return new LastBuild("", before).Changed((await FindAsync()).ShouldNotBeNull());
    }

    private async Task<SortedDictionary<string, string>?> FindAsync(string builder = "sandbox", string driver = "1", string? tag = null)
    {
        var plan = Plan(tag);
        var options = new BuilderOptions
        {
            Arch = plan.Arch,
            Release = plan.Pins.Release,
            Branch = plan.Pins.Branch,
            Mirror = Path.Combine(_project.Root, "mirror"),
            AportsSource = Path.Combine(_project.Root, "aports"),
            ApkKeys = [Path.Combine(_project.Root, "own.rsa.pub")],
        };
        using var http = new HttpFetcher();
        return await BuildInputs.FindAsync(plan, VerifiedBuild.StageOf(plan, _project.Context, BroughtFiles.None), builder, options, driver, new RepositoryStates(http), Token);
    }

    private BuildPlan Plan(string? tag = null) => BuildPlan.Make(TestProject.Minimal(iso => iso.Tree("overlay")), _project.Context, "x86_64", tag, _project.Output);

    private void Write(string path, string text)
    {
        var full = Path.Combine(_project.Root, path);
        Directory.CreateDirectory(Path.GetDirectoryName(full)!);
        File.WriteAllText(full, text);
    }
}
