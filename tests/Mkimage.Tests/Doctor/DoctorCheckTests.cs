using System;
using System.Formats.Tar;
using System.IO;
using System.IO.Compression;
using System.Net;
using System.Threading;
using System.Threading.Tasks;
using Bivouac.Mkimage.Builders;
using Bivouac.Mkimage.Doctor;
using Bivouac.Mkimage.Doctor.Checks;
using Bivouac.Mkimage.Http;
using Bivouac.Mkimage.Processes;
using Bivouac.Mkimage.Tests.Builders;
using Bivouac.Mkimage.Tests.Builders.Containers;
using Bivouac.Mkimage.Tests.Building;
using Shouldly;
using Xunit;

namespace Bivouac.Mkimage.Tests.Doctor;

/// <summary>Each check of the doctor by itself: what it finds, and the command that mends it.</summary>
public sealed class DoctorCheckTests : IDisposable
{
    private static readonly DateTimeOffset Now = new(2026, 3, 4, 5, 6, 7, TimeSpan.Zero);

    private readonly TestFolder here = new();

    private static CancellationToken Token => TestContext.Current.CancellationToken;

    public void Dispose() => here.Dispose();

    [Theory]
    [InlineData(0, null)]
    [InlineData(4, null)]
    [InlineData(-4, null)]
    [InlineData(6, "it says 2026-03-04 05:06 UTC, the mirror says 2026-03-04 05:00")]
    [InlineData(-6, "it says 2026-03-04 05:06 UTC, the mirror says 2026-03-04 05:12")]
    public async Task A_clock_is_compared_with_the_mirrors(int minutes, string? why)
    {
        var check = new ClockCheck(Options(), Mirror.Parse("https://m.example"), new HeadDouble { Date = Now.AddMinutes(-minutes) }, new ManualClock(Now));

        var found = await check.LookAsync(Token);

        if (why is null)
        {
            found.Problems.ShouldBeEmpty();
            found.Facts.ShouldBe(["the clock agrees with the mirror's"]);
            return;
        }

        var problem = found.Problems.ShouldHaveSingleItem();
        problem.Why.ShouldBe(why);
        problem.Mend.ShouldStartWith("Run: sudo timedatectl set-ntp true");
    }

    [Fact]
    public async Task The_age_of_the_mirrors_index_is_told()
    {
        var mirror = Mirror.Parse("https://m.example");
        var http = new HeadDouble { Modified = Now.AddDays(-3) };

        var found = await new MirrorCheck(Options(), mirror, new MirrorFiles(mirror, http), http, new ManualClock(Now)).LookAsync(Token);

        found.Facts.ShouldContain("its index is of 2026-03-01, 3 days old");
    }

    [Fact]
    public async Task A_mirror_without_community_is_a_problem()
    {
        WriteIndex("main", ".SIGN.RSA.k.rsa.pub");
        var mirror = Mirror.Parse(here["mirror"]);
        var check = new MirrorCheck(Options(), mirror, new MirrorFiles(mirror, new NoHttp()), new NoHttp(), new ManualClock(Now));

        (await Should.ThrowAsync<DriverException>(() => check.LookAsync(Token))).Why.ShouldContain("v3.21/community/x86_64/APKINDEX.tar.gz");
    }

    [Fact]
    public async Task A_mirror_signed_with_Alpines_keys_is_trusted_and_another_needs_its_key()
    {
        WriteIndex("main", ".SIGN.RSA.alpine-devel@lists.alpinelinux.org-6165ee59.rsa.pub");
        WriteIndex("community", ".SIGN.RSA256.site-1.rsa.pub");

        var problem = (await KeysAsync()).Problems.ShouldHaveSingleItem();

        problem.Why.ShouldContain("signed with site-1.rsa.pub");
        problem.Mend.ShouldBe("Pass that key: --apk-key /path/to/site-1.rsa.pub");
        (await KeysAsync(here.Write("site-1.rsa.pub", "key"))).Facts.ShouldBe(["the keys that the mirror signs with are trusted"]);
        (await KeysAsync(here["gone.rsa.pub"])).Problems.ShouldHaveSingleItem().Why.ShouldBe("there is no such file");
    }

    [Fact]
    public async Task An_index_that_is_not_signed_is_a_problem()
    {
        WriteIndex("main", "APKINDEX");

        (await KeysAsync()).Problems.ShouldHaveSingleItem().Why.ShouldBe("it is not signed");
    }

    [Fact]
    public async Task A_pin_that_the_mirror_contradicts_is_told_with_both_sums()
    {
        var file = here.Write("mirror/" + Mirror.MinirootfsPath("3.21.3", "x86_64"), "root");
        var (pin, theirs) = (new string('1', 64), new string('2', 64));
        File.WriteAllText(file + ".sha256", $"{theirs}  {Path.GetFileName(file)}\n");
        var mirror = Mirror.Parse(here["mirror"]);
        var files = new MirrorFiles(mirror, new NoHttp());

        var problem = (await new MinirootfsCheck(Options() with { MinirootfsSha256 = pin }, mirror, files).LookAsync(Token)).Problems.ShouldHaveSingleItem();

        problem.Why.ShouldContain(pin);
        problem.Why.ShouldContain(theirs);
        problem.Mend.ShouldContain("MINIROOTFS_SHA256_X86_64");
        (await new MinirootfsCheck(Options() with { MinirootfsSha256 = theirs }, mirror, files).LookAsync(Token)).Problems.ShouldBeEmpty();
        (await new MinirootfsCheck(Options(), mirror, files).LookAsync(Token)).Facts.ShouldContain(f => f.Contains("MINIROOTFS_SHA256_X86_64=" + theirs, StringComparison.Ordinal));
        File.Delete(file + ".sha256");
        (await new MinirootfsCheck(Options() with { MinirootfsSha256 = pin }, mirror, files).LookAsync(Token)).Problems.ShouldBeEmpty();
    }

    [Fact]
    public async Task A_signing_key_is_a_pair_that_only_its_user_reads()
    {
        var check = new SigningKeyCheck(Options());
        (await check.LookAsync(Token)).Facts.ShouldBe(["a signing key will be made at the first build"]);
        var key = await SigningKey.ProvideAsync(here["cache"], null, Token);
        var secret = Path.Combine(key.Folder, key.Name);
        (await check.LookAsync(Token)).Facts.ShouldBe([$"images are signed with {secret}"]);

        File.SetUnixFileMode(secret, (UnixFileMode)0b110_100_100);
        (await check.LookAsync(Token)).Problems.ShouldHaveSingleItem().Mend.ShouldBe($"Run: chmod 600 '{secret}'");

        File.SetUnixFileMode(secret, (UnixFileMode)0b110_000_000);
        var known = File.ReadAllText(key.PublicFile);
        using (var other = System.Security.Cryptography.RSA.Create(2048))
            File.WriteAllText(key.PublicFile, other.ExportSubjectPublicKeyInfoPem());
        (await check.LookAsync(Token)).Problems.ShouldHaveSingleItem().Why.ShouldContain("not the other half");

        File.WriteAllText(key.PublicFile, "rubbish");
        (await check.LookAsync(Token)).Problems.ShouldHaveSingleItem().Why.ShouldContain("damaged");

        File.WriteAllText(key.PublicFile, known);
        File.Delete(secret);
        (await check.LookAsync(Token)).Problems.ShouldHaveSingleItem().Mend.ShouldStartWith($"Run: rm '{key.PublicFile}'");
    }

    [Theory]
    [InlineData("v3.21.3", "3.21", true)]
    [InlineData("3.21-stable", "3.21", true)]
    [InlineData("v3.20.3", "3.21", false)]
    [InlineData("3.20-stable", "3.21", false)]
    [InlineData("master", "edge", true)]
    [InlineData("master", "3.21", false)]
    [InlineData("v3.21.3", "edge", false)]
    [InlineData("6af4ad8feee", "3.21", true)]
    public async Task Scripts_of_another_branch_than_the_packages_are_a_problem(string reference, string branch, bool fits)
    {
        var found = await new ScriptsBranchCheck(Options() with { AportsSource = BuilderOptions.DefaultAportsSource, AportsRef = reference, Branch = branch }).LookAsync(Token);

        found.Problems.Count.ShouldBe(fits ? 0 : 1);
        if (!fits)
            found.Problems[0].Why.ShouldContain($"APORTS_REF={reference}");
    }

    [Fact]
    public async Task A_checkout_tells_its_branch_by_the_package_of_the_release()
    {
        here.Write("aports/main/alpine-base/APKBUILD", "pkgname=alpine-base\npkgver=3.20.9\n");
        var options = Options() with { AportsSource = here["aports"] };

        (await new ScriptsBranchCheck(options).LookAsync(Token)).Problems.ShouldHaveSingleItem().Mend.ShouldBe($"Run: git -C '{here["aports"]}' checkout 3.21-stable");
        (await new ScriptsBranchCheck(options with { Branch = "3.20" }).LookAsync(Token)).Problems.ShouldBeEmpty();
    }

    [Theory]
    [InlineData("apk-tools 2.14.4, compiled for x86_64.", "apk mkndx -o x", false)]
    [InlineData("apk-tools 3.0.1, compiled for x86_64.", "apk mkndx -o x", true)]
    [InlineData("apk-tools 2.14.4, compiled for x86_64.", "apk index -o x", true)]
    public async Task An_apk_that_does_not_know_what_the_scripts_call_is_a_problem(string version, string call, bool fits)
    {
        here.Write("aports/scripts/mkimg.base.sh", call + "\n");
        var apk = new EngineDouble { Answers = new() { ["--version"] = new ProcessResult(0, version + "\n", "") } };

        var found = await new HostApkCheck(Options() with { AportsSource = here["aports"] }, apk).LookAsync(Token);

        found.Problems.Count.ShouldBe(fits ? 0 : 1);
    }

    [Fact]
    public async Task An_output_folder_that_is_a_file_or_cannot_be_made_is_a_problem_and_a_look_leaves_nothing()
    {
        (await new OutputFolderCheck(here["not/yet/there"]).LookAsync(Token)).Problems.ShouldBeEmpty();
        Directory.EnumerateFileSystemEntries(here.Path).ShouldBeEmpty();

        (await new OutputFolderCheck(here.Write("file", "")).LookAsync(Token)).Problems.ShouldHaveSingleItem().Why.ShouldContain("is a file");
        (await new OutputFolderCheck("/proc/results").LookAsync(Token)).Problems.ShouldHaveSingleItem().Mend.ShouldContain("--output DIR");
    }

    [Fact]
    public async Task A_project_is_where_its_path_can_be_written_in_a_line()
    {
        (await new ProjectFolderCheck(here.Path).LookAsync(Token)).Facts.ShouldBe([$"the project is in {here.Path}"]);
        (await new ProjectFolderCheck("/srv/a\nb").LookAsync(Token)).Problems.ShouldHaveSingleItem().Why.ShouldContain("control character");
    }

    [Fact]
    public async Task What_several_checks_find_is_told_once()
    {
        var twice = new Failing();

        var found = await new BuildDoctor([twice, twice, new ProjectFolderCheck(here.Path)]).LookAsync(Token);

        found.Problems.ShouldHaveSingleItem().ShouldBe(new BuilderProblem("It cannot be reached", "it is down", "Wait."));
        found.Facts.Count.ShouldBe(1);
    }

    private Task<Diagnosis> KeysAsync(params string[] keys)
    {
        var mirror = Mirror.Parse(here["mirror"]);
        return new MirrorKeysCheck(Options() with { ApkKeys = keys }, mirror, new MirrorFiles(mirror, new NoHttp())).LookAsync(Token);
    }

    private void WriteIndex(string repository, string first)
    {
        var file = here.Write($"mirror/v3.21/{repository}/x86_64/APKINDEX.tar.gz", "");
        using var packed = new GZipStream(File.Create(file), CompressionLevel.Fastest);
        using var tar = new TarWriter(packed, TarEntryFormat.Ustar);
        tar.WriteEntry(new UstarTarEntry(TarEntryType.RegularFile, first) { DataStream = new MemoryStream("x"u8.ToArray()) });
    }

    private BuilderOptions Options() => new()
    {
        Arch = "x86_64",
        Release = "3.21.3",
        Branch = "3.21",
        Mirror = here["mirror"],
        AportsSource = here["aports"],
        CacheDirectory = here["cache"],
    };

    private sealed class Failing : IDoctorCheck
    {
        public Task<Diagnosis> LookAsync(CancellationToken cancellationToken) =>
            throw new DriverException(ExitCode.BuilderUnavailable, "It cannot be reached", "it is down", "Wait.");
    }

    /// <summary>A double of a server that answers every question of the head.</summary>
    private sealed class HeadDouble : IHttpFetcher
    {
        public DateTimeOffset? Date { get; init; }

        public DateTimeOffset? Modified { get; init; }

        public Task<HttpHead> HeadAsync(HttpSource source, CancellationToken cancellationToken = default) =>
            Task.FromResult(new HttpHead(source.Uri, HttpStatusCode.OK, 1, null) { Date = Date, Modified = Modified });

        public Task<HttpFile> DownloadAsync(HttpSource source, string destination, FileChecksum? expected, IProgress<long>? progress = null, CancellationToken cancellationToken = default) =>
            throw new InvalidOperationException();

        public Task<string> ReadTextAsync(HttpSource source, int longest = 1024 * 1024, CancellationToken cancellationToken = default) =>
            throw new InvalidOperationException();
    }
}
