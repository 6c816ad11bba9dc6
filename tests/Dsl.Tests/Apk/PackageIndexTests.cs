using System;
using System.Linq;
using Bivouac.Apk;
using Shouldly;
using Xunit;

namespace Bivouac.Dsl.Tests.Apk;

public class PackageIndexTests
{
    private const string Text = "C:Q1x\nP:openssh\nV:9.9_p2-r0\nA:x86_64\nT:a: description\nD:so:libc.musl-x86_64.so.1 openssh-client>=1 !dropbear\np:sshd cmd:sshd=9.9_p2-r0\n\nP:data\nV:1-r0\nA:noarch\n";

    [Fact]
    public void Records_are_read_with_what_rules_need()
    {
        var index = PackageIndex.Parse("/project/APKINDEX", Text);

        index.Packages.Select(p => p.Name + " " + p.Version).ShouldBe(["openssh 9.9_p2-r0", "data 1-r0"]);
        index.Packages[0].Depends.ShouldBe(["so:libc.musl-x86_64.so.1", "openssh-client>=1", "!dropbear"]);
        index.Packages[0].Provides.ShouldBe(["sshd", "cmd:sshd=9.9_p2-r0"]);
        (index.Branch, index.Repository, index.Arch).ShouldBe((null, null, "x86_64"));
    }

    [Theory]
    [InlineData("/project/apkindex/v3.21/main/x86_64/APKINDEX", "v3.21", "main", "x86_64")]
    [InlineData(@"C:\p\apkindex\edge\community\aarch64\APKINDEX", "edge", "community", "aarch64")]
    public void The_path_says_what_it_is_of(string path, string branch, string repository, string arch)
    {
        var index = PackageIndex.Parse(path, Text);

        (index.Branch, index.Repository, index.Arch).ShouldBe((branch, repository, arch));
    }

    [Theory]
    [InlineData("/a/APKINDEX", true)]
    [InlineData("APKINDEX-main", true)]
    [InlineData("APKINDEX.txt", true)]
    [InlineData("/a/APKINDEX.tar.gz", false)]
    [InlineData("/a/APKINDEXES", false)]
    [InlineData("/APKINDEX/readme", false)]
    public void An_index_is_known_by_its_name(string path, bool isIndex) => PackageIndex.IsIndex(path).ShouldBe(isIndex);

    [Theory]
    [InlineData("")]
    [InlineData("\n\n\n")]
    [InlineData("garbage\nP\n:\nP:\n\nV:1\n\n")]
    public void Lines_that_mean_nothing_are_left_out(string text) => PackageIndex.Parse("APKINDEX", text).Packages.ShouldBeEmpty();

    [Fact]
    public void A_branch_is_known_only_with_main_and_community_of_the_architecture()
    {
        var main = PackageIndex.Parse("/x/v3.21/main/x86_64/APKINDEX", Text);
        var community = PackageIndex.Parse("/x/v3.21/community/x86_64/APKINDEX", "P:chrony\nV:4-r0\n");

        new PackageIndexes([main]).Find("3.21", "x86_64").ShouldBeNull();
        var both = new PackageIndexes([main, community]);
        both.Find("3.21", "x86_64")!.Names.ShouldBe(["openssh", "data", "chrony"], ignoreOrder: true);
        both.Find(null, "x86_64").ShouldNotBeNull();
        both.Find("3.20", "x86_64").ShouldBeNull();
        both.Find("3.21", "aarch64").ShouldBeNull();
    }

    [Fact]
    public void The_closure_takes_every_provider_and_ends_in_circles()
    {
        var set = new PackageIndexes([PackageIndex.Parse("APKINDEX", "P:a\nV:1-r0\nD:b so:x !e\n\nP:b\nV:1-r0\nD:a\n\nP:c\nV:1-r0\np:so:x=1\n\nP:d\nV:1-r0\np:so:x=2\n\nP:e\nV:1-r0\n")]).Find(null, "x86_64")!;

        set.Closure(["a"]).Order(StringComparer.Ordinal).ShouldBe(["a", "b", "c", "d"]);
        set.ProvidersOf("so:x").Select(p => p.Name).ShouldBe(["c", "d"]);
        set.Find("so:x").ShouldBeEmpty();
    }
}
