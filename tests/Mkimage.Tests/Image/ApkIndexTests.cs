using System;
using System.IO;
using System.Linq;
using Bivouac.Apk;
using Bivouac.Mkimage.Image;
using Bivouac.Mkimage.Image.Packages;
using Shouldly;
using Xunit;

namespace Bivouac.Mkimage.Tests.Image;

public sealed class ApkIndexTests
{
    [Fact]
    public void A_signed_index_is_read()
    {
        var index = Read(Archives.Package("zlib", "1.3.1-r1", size: 54321, provides: "so:libz.so.1=1.3.1 pc:zlib=1.3.1") + Archives.Package("busybox", "1.36-r2", depends: "so:libc.musl-x86_64.so.1 !old<2"));

        index.Signatures.ShouldBe(["test-1.rsa.pub"]);
        index.Packages.Select(package => package.FileName).ShouldBe(["busybox-1.36-r2.apk", "zlib-1.3.1-r1.apk"]);
        index.Packages[1].Size.ShouldBe(54321);
        index.Packages[0].Dependencies.Select(dependency => dependency.ToString()).ShouldBe(["so:libc.musl-x86_64.so.1", "!old<2"]);
    }

    [Theory]
    [InlineData("zlib", "zlib-1.3.1-r1")]
    [InlineData("so:libz.so.1>=1.3", "zlib-1.3.1-r1")]
    [InlineData("so:libz.so.1>=2", "")]
    [InlineData("cmd:gunzip", "zlib-1.3.1-r1")]
    [InlineData("cmd:gunzip=1", "")]
    [InlineData("!zlib", "")]
    [InlineData("nano", "")]
    public void Providers_are_found_by_name_and_by_what_is_provided(string dependency, string expected)
    {
        var index = Read(Archives.Package("zlib", "1.3.1-r1", provides: "so:libz.so.1=1.3.1 cmd:gunzip"));

        string.Join(' ', index.ProvidersOf(ApkDependency.Parse(dependency))).ShouldBe(expected);
    }

    [Fact]
    public void The_reason_names_the_versions_that_are_there()
    {
        var index = Read(Archives.Package("nano", "7.2-r0") + Archives.Package("nano", "8.0-r0"));

        index.WhyUnmet(ApkDependency.Parse("nano>9")).ShouldBe("on the medium only in versions 7.2-r0, 8.0-r0");
        index.WhyUnmet(ApkDependency.Parse("vim")).ShouldBe("nothing on the medium has or provides that name");
    }

    [Fact]
    public void Packages_that_need_each_other_are_not_missing_anything()
    {
        var index = Read(Archives.Package("alpine-base", "1", depends: "a") + Archives.Package("a", "1", depends: "b") + Archives.Package("b", "1", depends: "a"));

        new WorldChecker(index).FindUnmetDependencies(["a"]).ShouldBeEmpty();
    }

    [Fact]
    public void A_provider_that_cannot_be_installed_does_not_matter_where_another_can()
    {
        var index = Read(Archives.Package("alpine-base", "1", depends: "cmd:sh") + Archives.Package("bash", "5", depends: "readline", provides: "cmd:sh=5") + Archives.Package("busybox", "1", provides: "cmd:sh=1"));

        new WorldChecker(index).FindUnmetDependencies([]).ShouldBeEmpty();
        new WorldChecker(index).FindUnmetDependencies(["bash"]).ShouldHaveSingleItem().ToString().ShouldBe("bash-5 needs readline: nothing on the medium has or provides that name");
    }

    [Fact]
    public void A_missing_alpine_base_is_found() =>
        new WorldChecker(Read(Archives.Package("a", "1"))).FindUnmetDependencies(["a"]).ShouldHaveSingleItem().Entry.ShouldBe("alpine-base");

    [Fact]
    public void A_world_entry_that_apk_does_not_understand_is_missing() =>
        new WorldChecker(Read(Archives.Package("a", "1"))).FindMissing(["a=1-beta"]).ShouldHaveSingleItem().Reason.ShouldContain("ignores all that follow");

    [Theory]
    [InlineData("P:a\n\n", "no version")]
    [InlineData("V:1\n\n", "no name")]
    [InlineData("nonsense\n", "not 'letter:value'")]
    [InlineData("P:a\nV:1\nS:many\n\n", "not a number")]
    [InlineData("P:a\nV:1\nD:b=\n\n", "'b='")]
    [InlineData("P:../a\nV:1\n\n", "is called")]
    public void A_damaged_index_is_refused(string text, string why) =>
        Should.Throw<ImageFormatException>(() => Read(text)).Message.ShouldContain(why);

    [Fact]
    public void A_cut_off_index_is_refused()
    {
        var bytes = Archives.Index(string.Concat(Enumerable.Range(0, 500).Select(number => Archives.Package("p" + number, "1." + (number * 7919 % 1000)))));

        for (var length = 0; length < bytes.Length - 8; length += 97)
            Should.Throw<ImageFormatException>(() => ApkIndex.Read(new MemoryStream(bytes, 0, length)));
    }

    [Fact]
    public void A_published_index_is_read_whole()
    {
        var path = FindPublished();
        Assert.SkipUnless(path is not null, "no published APKINDEX-*.tar.gz in shared/alpine beside the repository");
        using var stream = File.OpenRead(path!);

        var index = ApkIndex.Read(stream);

        index.Packages.Count.ShouldBeGreaterThan(5000);
        index.Signatures.ShouldHaveSingleItem().ShouldStartWith("alpine-devel@lists.alpinelinux.org-");
        new WorldChecker(index).FindUnmetDependencies(["openssh", "chrony"]).ShouldBeEmpty();
        new WorldChecker(index).FindMissing(["openssh>=9", "openssh>=99", "nosuch"]).Select(missing => missing.Entry).ShouldBe(["openssh>=99", "nosuch"]);
    }

    private static ApkIndex Read(string text) => ApkIndex.Read(new MemoryStream(Archives.Index(text)));

    private static string? FindPublished()
    {
        for (var folder = new DirectoryInfo(AppContext.BaseDirectory); folder is not null; folder = folder.Parent)
        {
            var candidate = Path.Combine(folder.FullName, "shared", "alpine");
            if (Directory.Exists(candidate) && Directory.GetFiles(candidate, "APKINDEX-*.tar.gz").FirstOrDefault() is { } found) return found;
        }

        return null;
    }
}
