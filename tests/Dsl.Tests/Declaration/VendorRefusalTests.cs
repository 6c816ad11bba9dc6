using System;
using Shouldly;
using Xunit;

namespace Bivouac.Dsl.Tests.Declaration;

/// <summary>Given a download or build step that cannot work, when it is declared, then the call says what is wrong and what to do.</summary>
public class VendorRefusalTests
{
    public static TheoryData<string, string, string, Action<LiveCdBuilder>> Refusals => new()
    {
        { "name with a capital", "name", "'Nvidia' is not the name of a download; use small letters, digits, '.', '_' and '-', starting with a letter or digit", iso => iso.Download("Nvidia", Any) },
        { "name that leaves the folder", "name", "'..' is not the name of a download;", iso => iso.Download("..", Any) },
        { "name with a slash", "name", "'a/b' is not the name of a download;", iso => iso.Download("a/b", Any) },
        { "empty name", "name", "'' is not the name of a build step;", iso => iso.BuildStep("", _ => { }) },
        { "download twice", "name", "there is a download 'a' already; give this one another name", iso => iso.Download("a", Any).Download("a", Any) },
        { "step twice", "name", "there is a build step 'a' already; give this one another name", iso => iso.BuildStep("a", _ => { }).BuildStep("a", _ => { }) },
        { "no declaration", "declare", "Value cannot be null.", iso => iso.Download("a", null!) },
        { "no step", "declare", "Value cannot be null.", iso => iso.BuildStep("a", null!) },
        { "nothing declared", "declare", "the declaration of the download 'a' does not return what it declared;", iso => iso.Download("a", _ => null!) },
        { "another download's", "declare", "the declaration of the download 'b' does not return what it declared;", Others },
        { "two files", "url", "the download 'a' has a URL already; declare another file as a download of its own", iso => iso.Download("a", d => { d.From("https://a/b"); return d.From("https://a/c").Sha256(Samples.Sum); }) },
        { "http", "url", "'http://a/b' is fetched over http, where others on the way can change what comes; use https", iso => iso.Download("a", d => d.From("http://a/b").Sha256(Samples.Sum)) },
        { "a file", "url", "'file:///etc/passwd' is not an absolute https URL; write it whole", iso => iso.Download("a", d => d.From("file:///etc/passwd").Sha256(Samples.Sum)) },
        { "relative", "url", "'a/b' is not an absolute https URL;", iso => iso.Download("a", d => d.From("a/b").Sha256(Samples.Sum)) },
        { "no host", "url", "'https:///b' is not an absolute https URL;", iso => iso.Download("a", d => d.From("https:///b").Sha256(Samples.Sum)) },
        { "empty", "url", "'' is not an absolute https URL;", iso => iso.Download("a", d => d.From("").Sha256(Samples.Sum)) },
        { "password", "url", "the URL has a user name or password, which would stand in logs", iso => iso.Download("a", d => d.From("https://me:secret@a/b").Sha256(Samples.Sum)) },
        { "user", "url", "the URL has a user name or password,", iso => iso.Download("a", d => d.From("https://@a/b").Sha256(Samples.Sum)) },
        { "a folder", "url", "the URL 'https://a/b/' ends without a file name; name the file itself", iso => iso.Download("a", d => d.From("https://a/b/").Sha256(Samples.Sum)) },
        { "a host", "url", "the URL 'https://a' ends without a file name;", iso => iso.Download("a", d => d.From("https://a").Sha256(Samples.Sum)) },
        { "a query alone", "url", "the URL 'https://a/?b/c' ends without a file name;", iso => iso.Download("a", d => d.From("https://a/?b/c").Sha256(Samples.Sum)) },
        { "a space", "url", "holds ' ', which no URL has; write it percent-encoded", iso => iso.Download("a", d => d.From("https://a/b c").Sha256(Samples.Sum)) },
        { "two lines", "url", "the text has a line break", iso => iso.Download("a", d => d.From("https://a/b\nc").Sha256(Samples.Sum)) },
        { "an umlaut", "url", "holds '\u00fc', which no URL has;", iso => iso.Download("a", d => d.From("https://a/\u00fc").Sha256(Samples.Sum)) },
        { "a fragment", "url", "has a fragment ('#'), which no server gets; leave it out", iso => iso.Download("a", d => d.From("https://a/b#c").Sha256(Samples.Sum)) },
        { "dots", "url", "is not normalized; write it without '.' and '..'", iso => iso.Download("a", d => d.From("https://a/../b").Sha256(Samples.Sum)) },
        { "short hash", "sha256", "'abc' is not a SHA-256; write its 64 hexadecimal digits, as sha256sum prints them", iso => iso.Download("a", d => d.From("https://a/b").Sha256("abc")) },
        { "hash of letters", "sha256", "is not a SHA-256;", iso => iso.Download("a", d => d.From("https://a/b").Sha256(new string('g', 64))) },
        { "second hash", "sha256", "'abc' is not a SHA-256;", iso => iso.Download("a", d => d.From("https://a/b").Sha256(Samples.Sum).Sha256("abc")) },
        { "checksum file by http", "suffixOrUrl", "'http://a/s' is fetched over http,", iso => iso.Download("a", d => d.From("https://a/b").ChecksumFile("http://a/s")) },
        { "checksum file that is a name", "suffixOrUrl", "'sums' is not an absolute https URL;", iso => iso.Download("a", d => d.From("https://a/b").ChecksumFile("sums")) },
        { "ending that leads elsewhere", "suffixOrUrl", "'./../x' cannot be put behind the download's URL; write an ending such as '.sha256', or a whole URL", iso => iso.Download("a", d => d.From("https://a/b").ChecksumFile("./../x")) },
        { "a dot", "suffixOrUrl", "'.' cannot be put behind the download's URL;", iso => iso.Download("a", d => d.From("https://a/b").ChecksumFile(".")) },
        { "ending behind a query", "suffixOrUrl", "the download's URL has a query ('?'), so nothing can be put behind it; write the whole URL of the checksum file instead of '.s'", iso => iso.Download("a", d => d.From("https://a/b?c").ChecksumFile(".s")) },
        { "JSON by http", "jsonUrl", "is fetched over http,", iso => iso.Download("a", d => d.From("https://a/b").ChecksumFrom("http://a/s", "x")) },
        { "JSON path", "path", "'/x' is not a path in a JSON document; write names of members and numbers of items by slashes, for example 'files/0/sha256'", iso => iso.Download("a", d => d.From("https://a/b").ChecksumFrom("https://a/s", "/x")) },
        { "list by http", "url", "is fetched over http,", iso => iso.Download("a", d => Any(d).ListedAt("http://a/", "(x)")) },
        { "pattern that is none", "pattern", "'(' is not a regular expression of .NET (", iso => iso.Download("a", d => Any(d).ListedAt("https://a/", "(")) },
        { "pattern without a group", "pattern", "'x' must have exactly one group, which is the version; write other groups as (?:...)", iso => iso.Download("a", d => Any(d).ListedAt("https://a/", "x")) },
        { "pattern with two groups", "pattern", "'(a)(b)' must have exactly one group,", iso => iso.Download("a", d => Any(d).ListedAt("https://a/", "(a)(b)")) },
        { "relative place", "path", "the overlay path 'x' is relative;", iso => iso.Download("a", d => Any(d).Into("x")) },
        { "place of a file", "path", "the overlay path '/' is the root itself;", iso => iso.Download("a", d => Any(d).Into("/")) },
        { "place to unpack", "path", "the overlay path '/a/' is not normalized;", iso => iso.Download("a", d => Any(d).Unpack("/a/")) },
        { "absolute member", "members", "'/etc' names no member of an archive; write a glob such as 'bin/*', without '/' at its start, '.' and '..'", iso => iso.Download("a", d => Any(d).Unpack("/a", "/etc")) },
        { "member above", "members", "'../x' names no member of an archive;", iso => iso.Download("a", d => Any(d).Unpack("/a", "../x")) },
        { "no member", "members", "Value cannot be null.", iso => iso.Download("a", d => Any(d).Unpack("/a", [null!])) },
        { "components", "count", "0 to 20 folders can be taken from a member's name", iso => iso.Download("a", d => Any(d).Unpack("/a").StripComponents(-1)) },
        { "no owner", "owner", "Value cannot be null.", iso => iso.Download("a", d => Any(d).Unpack("/a").OwnedBy(null!)) },
        { "Go with its name", "version", "'go1.23' is not a version of Go; write it as in '1.23.6', without 'go'", iso => iso.Download("a", d => d.GoToolchain("go1.23", Arch.X86_64)) },
        { "Go for no arch", "arch", "there is no architecture 99; use a member of Arch", iso => iso.Download("a", d => d.GoToolchain("1.23", (Arch)99)) },
        { "NVIDIA's latest", "version", "'latest' is not a version of NVIDIA's driver;", iso => iso.Download("a", d => d.NvidiaDriver("latest", Arch.X86_64)) },
        { "NVIDIA for 32 bit", "arch", "NVIDIA makes no driver for X86; use Arch.X86_64 or Arch.Aarch64", iso => iso.Download("a", d => d.NvidiaDriver("570.86.16", Arch.X86)) },
        { "repository", "repository", "'https://github.com/a/b' is not a repository of GitHub; write it as 'owner/repository'", iso => iso.Download("a", d => d.GitHubRelease("https://github.com/a/b", "v1", "x")) },
        { "tag", "tag", "'v 1' is not a tag;", iso => iso.Download("a", d => d.GitHubRelease("a/b", "v 1", "x")) },
        { "asset", "asset", "'a/x' is not the name of a file of a release;", iso => iso.Download("a", d => d.GitHubRelease("a/b", "v1", "a/x")) },
        { "checksums", "checksums", "'' is not the name of a file of a release;", iso => iso.Download("a", d => d.GitHubRelease("a/b", "v1", "x", "")) },
        { "package of a step", "names", "'go=1' is not a package name;", iso => iso.BuildStep("a", b => b.Apks("go=1")) },
        { "download of a step", "downloads", "'A' is not the name of a download;", iso => iso.BuildStep("a", b => b.Uses("A")) },
        { "script outside", "path", "the source path '../x' is not normalized or leaves the project;", iso => iso.BuildStep("a", b => b.Script("../x")) },
        { "input outside", "paths", "the source path '/x' is absolute;", iso => iso.BuildStep("a", b => b.Inputs("/x")) },
        { "no key", "version", "Value cannot be null.", iso => iso.BuildStep("a", b => b.Key(null!)) },
        { "variable", "name", "'1a' is not a shell variable; use letters, digits and underscores", iso => iso.BuildStep("a", b => b.Environment("1a", "x")) },
        { "variable of the builder", "name", "the builder sets the variable 'PATH' itself; use another name", iso => iso.BuildStep("a", b => b.Environment("PATH", "x")) },
        { "variable of Bivouac", "name", "the builder sets the variable 'BIVOUAC_OUT' itself;", iso => iso.BuildStep("a", b => b.Environment("BIVOUAC_OUT", "x")) },
        { "variable twice", "name", "the variable 'X' is declared already; declare it once", iso => iso.BuildStep("a", b => b.Environment("X", "1").Environment("X", "1")) },
        { "variable of a key", "name", "the variable 'GO_VERSION' is declared already;", iso => iso.BuildStep("a", b => b.Key(Samples.Go).Environment("GO_VERSION", "1")) },
        { "key of a variable", "version", "the variable 'GO_VERSION' is declared already;", iso => iso.BuildStep("a", b => b.Environment("GO_VERSION", "1").Key(Samples.Go)) },
        { "value of two lines", "value", "the text has a line break", iso => iso.BuildStep("a", b => b.Environment("X", "1\n2")) },
        { "no time", "limit", "a build step runs 1 second to 24 hours; write whole seconds", iso => iso.BuildStep("a", b => b.Timeout(TimeSpan.Zero)) },
        { "a fraction", "limit", "a build step runs 1 second to 24 hours;", iso => iso.BuildStep("a", b => b.Timeout(TimeSpan.FromSeconds(1.5))) },
        { "days", "limit", "a build step runs 1 second to 24 hours;", iso => iso.BuildStep("a", b => b.Timeout(TimeSpan.FromDays(2))) },
        { "output", "path", "the overlay path 'x' is relative;", iso => iso.BuildStep("a", b => b.Output("x")) },
    };

    [Theory]
    [MemberData(nameof(Refusals))]
    public void It_is_refused_with_the_argument_and_a_way_out(string what, string parameter, string message, Action<LiveCdBuilder> declare)
    {
        _ = what;
        var refusal = Should.Throw<ArgumentException>(() => declare(new LiveCdBuilder()));
        refusal.ParamName.ShouldBe(parameter);
        refusal.Message.ShouldContain(message);
    }

    [Fact]
    public void Components_are_stripped_of_what_was_unpacked_before() =>
        Should.Throw<InvalidOperationException>(() => new LiveCdBuilder().Download("a", d => Any(d).Into("/x").StripComponents(1)))
            .Message.ShouldBe(".StripComponents(...) says something about the .Unpack(...) before it, and there is none; call it behind .Unpack(...)");

    private static VerifiedDownloadBuilder Any(DownloadBuilder download) => download.From("https://vendor.example/file").Sha256(Samples.Sum);

    private static void Others(LiveCdBuilder iso)
    {
        VerifiedDownloadBuilder? other = null;
        iso.Download("a", d => other = Any(d));
        iso.Download("b", _ => other!);
    }
}
