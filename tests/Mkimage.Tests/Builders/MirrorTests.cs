using System;
using System.Net;
using System.Net.Http;
using System.Threading.Tasks;
using Bivouac.Mkimage.Builders;
using Bivouac.Mkimage.Http;
using Bivouac.Mkimage.Tests.Http;
using Shouldly;
using Xunit;

namespace Bivouac.Mkimage.Tests.Builders;

public sealed class MirrorTests
{
    [Theory]
    [InlineData("https://dl-cdn.alpinelinux.org/alpine/", "https://dl-cdn.alpinelinux.org/alpine", false)]
    [InlineData("http://mirror.example.org:8080/a", "http://mirror.example.org:8080/a", false)]
    [InlineData("/srv/mirror/", "/srv/mirror", true)]
    [InlineData("/srv/a b", "/srv/a b", true)]
    public void A_mirror_is_a_URL_or_a_folder(string text, string location, bool isFolder)
    {
        var mirror = Mirror.Parse(text);

        mirror.Location.ShouldBe(location);
        mirror.IsFolder.ShouldBe(isFolder);
    }

    [Theory]
    [InlineData("ftp://mirror.example.org/alpine")]
    [InlineData("https://mirror.example.org/a b")]
    [InlineData("https://mirror.example.org/a\nhttps://other")]
    public void Anything_else_is_refused(string text)
    {
        Should.Throw<DriverException>(() => Mirror.Parse(text)).ExitCode.ShouldBe(ExitCode.Usage);
    }

    [Theory]
    [InlineData("3.21", "m/v3.21/main")]
    [InlineData("v3.21", "m/v3.21/main")]
    [InlineData("edge", "m/edge/main")]
    [InlineData("latest-stable", "m/latest-stable/main")]
    public void Repositories_are_those_of_the_branch(string branch, string main)
    {
        Mirror.Repositories("m", branch).ShouldBe([main, main.Replace("main", "community", StringComparison.Ordinal)]);
    }

    [Theory]
    [InlineData("3.21.3", "v3.21/releases/x86_64/alpine-minirootfs-3.21.3-x86_64.tar.gz")]
    [InlineData("20250108", "edge/releases/x86_64/alpine-minirootfs-20250108-x86_64.tar.gz")]
    public void A_minirootfs_is_where_its_release_is(string release, string path)
    {
        Mirror.MinirootfsPath(release, "x86_64").ShouldBe(path);
    }

    [Fact]
    public async Task A_mirror_that_cannot_be_reached_is_told_by_the_URL_that_failed_and_what_to_pass()
    {
        var files = Files(_ => throw new HttpRequestException("Name or service not known"));

        var failure = await Should.ThrowAsync<DriverException>(() => files.CheckAsync("3.21", "x86_64", TestContext.Current.CancellationToken));

        failure.ExitCode.ShouldBe(ExitCode.BuilderUnavailable);
        failure.Message.ShouldContain("https://mirror.example.org/alpine/v3.21/main/x86_64/APKINDEX.tar.gz");
        failure.Why.ShouldBe("Name or service not known");
        failure.Next.ShouldContain("--mirror URL");
        failure.Next.ShouldContain("--mirror DIR");
    }

    [Theory]
    [InlineData("http://host.containers.internal:8080")]
    [InlineData("http://host.docker.internal:8080")]
    public void A_name_that_containers_alone_know_is_told_as_one(string mirror) =>
        Mirror.Parse(mirror).Source("x").Advice.ShouldStartWith("That name is known in containers alone");

    [Fact]
    public async Task A_page_for_people_is_no_index()
    {
        var files = Files(_ => new HttpResponseMessage(HttpStatusCode.OK) { Content = new StringContent("<p>", null, "text/html") });

        (await Should.ThrowAsync<DriverException>(() => files.CheckAsync("3.21", "x86_64", TestContext.Current.CancellationToken)))
            .Why.ShouldContain("text/html");
    }

    private static MirrorFiles Files(Func<HttpRequestMessage, HttpResponseMessage> answer) => new(
        Mirror.Parse("https://mirror.example.org/alpine"),
        new HttpFetcher(new StubHandler(answer), 0, TimeSpan.FromSeconds(5)));

    [Theory]
    [InlineData("3.21", "v3.21")]
    [InlineData("edge", "edge")]
    public void A_branch_has_its_folder_of_the_mirror(string branch, string folder) => Mirror.BranchFolder(branch).ShouldBe(folder);
}
