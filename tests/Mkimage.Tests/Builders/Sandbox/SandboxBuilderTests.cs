using System;
using System.Collections.Generic;
using System.Formats.Tar;
using System.IO;
using System.Linq;
using System.Security.Cryptography;
using System.Threading.Tasks;
using Bivouac.Mkimage.Builders;
using Bivouac.Mkimage.Builders.Sandbox;
using Bivouac.Mkimage.Processes;
using Shouldly;
using Xunit;

namespace Bivouac.Mkimage.Tests.Builders.Sandbox;

/// <summary>
/// The contract in the sandbox over a double of Alpine, and the sandbox's own promises. Run as root it tries the mode with
/// root, run as another user the one with a user namespace.
/// </summary>
/// <param name="alpine">The double.</param>
public sealed class SandboxBuilderTests(AlpineDouble alpine) : BuilderContract, IClassFixture<AlpineDouble>
{
    private protected override bool IsOfThisMachine => true;

    [Fact]
    public async Task The_work_directory_is_its_users_alone()
    {
        (await RunAsync("stat -c %a .")).Log.ShouldBe("700\n");
    }

    [Fact]
    public async Task The_layout_names_what_is_there_inside()
    {
        var (code, log) = await RunAsync(
            $"set -e; cat '{Layout.ScriptsFolder}/mkimage.sh' /etc/alpine-release; [ -d '{Layout.AportsFolder}/main/build-base' ]; "
            + $"stat -c '%a %u' '{Layout.SigningKey}'; [ -s '{Layout.SigningKey}.pub' ]; . $ABUILD_USERDIR/abuild.conf; echo \"$PACKAGER_PRIVKEY\"");

        code.ShouldBe(0, log);
        log.ShouldBe($"#!/bin/sh\necho double of mkimage.sh\n{AlpineDouble.Release}\n600 0\n{Layout.SigningKey}\n");
        Layout.Repositories.ShouldBe(["/srv/mirror/v3.20/main", "/srv/mirror/v3.20/community"]);
    }

    [Fact]
    public async Task The_end_of_a_run_does_not_wait_for_the_disk()
    {
        var (_, log) = await RunAsync("sed -n 's|^[^ ]* / overlay ||p' /proc/mounts");
        Assert.SkipWhen(log.Length == 0, "there is no overlay file system here");
        Assert.SkipUnless(Environment.OSVersion.Version >= new Version(5, 10), "this Linux knows no volatile overlay");

        log.ShouldContain("volatile");
    }

    [Fact]
    public async Task It_runs_as_root_where_the_user_is_and_without_root_elsewhere()
    {
        var isRoot = Environment.UserName == "root";

        (await Builder.ProbeAsync(Token)).Facts.ShouldContain(f => f.Contains(isRoot ? "as root" : "without root", StringComparison.Ordinal));
        (await RunAsync("id -u; read -r inside outside count </proc/self/uid_map; echo $count")).Log
            .ShouldBe(isRoot ? "0\n4294967295\n" : "0\n1\n");
    }

    [Fact]
    public async Task A_mirror_folder_is_seen_read_only_and_there_is_no_network()
    {
        var (_, log) = await RunAsync(
            "ls /srv/mirror/v3.20; touch /srv/mirror/x 2>/dev/null || echo read-only; sed -n 's/^ *\\([a-z0-9]*\\):.*/\\1/p' /proc/net/dev");

        log.ShouldBe("community\nmain\nreleases\nread-only\nlo\n");
        File.Exists(Path.Combine(alpine.Mirror, "x")).ShouldBeFalse();
    }

    [Fact]
    public async Task Owners_of_the_minirootfs_survive()
    {
        (await RunAsync("stat -c '%u:%g %a' /etc/shadow /root; chown 1000:55 /etc/shadow; stat -c %u:%g /etc/shadow")).Log
            .ShouldBe("0:42 640\n0:0 700\n1000:55\n");
    }

    [Fact]
    public async Task A_build_has_devices_and_process_ids_of_its_own()
    {
        (await RunAsync("echo gone >/dev/null; head -c 4 /dev/urandom | wc -c; ls /dev/pts/ptmx; [ -L /dev/fd ]; ls -d /proc/1; "
            + "ls -d /proc/[0-9]* | wc -l | awk '{ print ($1 < 12) }'; ls -A /mnt")).Log
            .ShouldBe("4\n/dev/pts/ptmx\n/proc/1\n1\n");
    }

    [Fact]
    public async Task What_a_build_changes_in_its_root_goes_with_it()
    {
        (await RunAsync("echo changed >/etc/alpine-release; rm -rf /sbin; touch /tmp/mkinitfs.x; cat /etc/alpine-release")).Log.ShouldBe("changed\n");

        (await RunAsync("cat /etc/alpine-release; ls /sbin; ls /tmp")).Log.ShouldBe($"{AlpineDouble.Release}\napk\n");
        Directory.EnumerateDirectories(Here["work dir"], "scratch", SearchOption.AllDirectories).ShouldBeEmpty();
    }

    [Fact]
    public async Task Nothing_stays_mounted_or_on_the_disk_after_a_stop()
    {
        var run = await StartAsync("trap '' TERM; echo up; while :; do sleep 0.1; done");
        await UntilLoggedAsync(run, "up");

        await Builder.StopAsync(run, Token);

        (await File.ReadAllTextAsync("/proc/self/mounts", Token)).ShouldNotContain("bivouac\\040test");
        Directory.EnumerateFileSystemEntries(Path.GetDirectoryName(run.LogFile)!).Select(Path.GetFileName).Order(StringComparer.Ordinal)
            .ShouldBe(["exit", "log", "process"]);
    }

    [Fact]
    public async Task A_child_in_a_session_of_its_own_ends_with_the_build()
    {
        var run = await StartAsync("setsid sh -c 'trap \"\" TERM; while :; do echo x >>beat; sleep 0.05; done' & until [ -e beat ]; do sleep 0.05; done; echo up; wait");
        await UntilLoggedAsync(run, "up");

        await Builder.StopAsync(run, Token);

        (await RunAsync("a=$(wc -c <beat); sleep 0.3; [ \"$(wc -c <beat)\" = \"$a\" ] && echo quiet")).Log.ShouldBe("quiet\n");
    }

    [Fact]
    public async Task Tools_keys_and_repositories_are_set_up_in_the_root()
    {
        var key = Here.Write("site.rsa.pub", "site's key");
        var builder = Fresh(Options() with { ApkKeys = [key], Packages = ["lz4"] });
        var layout = await builder.PrepareAsync(null, Token);

        var run = await builder.StartAsync(
            new BuilderCommand(
                "look",
                ["sh", "-c", "cat /etc/apk/calls /etc/apk/repositories /etc/apk/keys/site.rsa.pub /usr/share/apk/keys/x86_64/site.rsa.pub; ls /etc/apk/keys"],
                layout.Environment,
                layout.WorkRoot),
            Token);

        (await FollowAsync(run, 0, builder)).ShouldBe($"""
            update --no-progress
            add --no-progress {string.Join(' ', AlpineTools.Packages("x86_64"))} lz4
            /srv/mirror/v3.20/main
            /srv/mirror/v3.20/community
            site's keysite's key{Path.GetFileName(layout.SigningKey)}.pub
            site.rsa.pub

            """);
    }

    [Fact]
    public async Task A_wrong_checksum_is_refused_before_anything_is_unpacked_and_the_file_goes()
    {
        var wrong = new string('0', 64);
        var builder = Fresh(Options() with { MinirootfsSha256 = wrong });

        var failure = await Should.ThrowAsync<DriverException>(() => builder.PrepareAsync(null, Token));

        failure.ExitCode.ShouldBe(ExitCode.DownloadFailed);
        failure.Why.ShouldContain(wrong);
        failure.Why.ShouldContain(alpine.Sha256);
        File.Exists(alpine.Archive).ShouldBeTrue();
        Directory.EnumerateFiles(Here["cache"], "*.gz*", SearchOption.AllDirectories).ShouldBeEmpty();
        Directory.EnumerateDirectories(Here["cache"], "alpine-*", SearchOption.AllDirectories).ShouldBeEmpty();
    }

    [Fact]
    public async Task A_cached_archive_is_verified_again_and_replaced_when_it_is_damaged()
    {
        var cached = Here.Write($"cache/downloads/{alpine.Sha256}/{Path.GetFileName(alpine.Archive)}", "damaged");

        await Fresh(Options()).PrepareAsync(null, Token);

        Convert.ToHexStringLower(SHA256.HashData(await File.ReadAllBytesAsync(cached, Token))).ShouldBe(alpine.Sha256);
    }

    [Fact]
    public async Task Without_a_pin_the_mirrors_own_checksum_is_expected_and_told()
    {
        var said = new List<string>();

        await Fresh(Options() with { MinirootfsSha256 = null }).PrepareAsync(new Said(said), Token);

        said.ShouldContain(l => l.Contains("SHA256 " + alpine.Sha256, StringComparison.Ordinal) && l.Contains("pin it", StringComparison.Ordinal));
    }

    [Fact]
    public async Task A_changed_pin_makes_another_root_and_keeps_the_key()
    {
        var first = await Fresh(Options()).PrepareAsync(null, Token);
        await Fresh(Options()).PrepareAsync(null, Token);
        Roots().Count.ShouldBe(1);

        var second = await Fresh(Options() with { ApkKeys = [Here.Write("k.rsa.pub", "k")] }).PrepareAsync(null, Token);

        Roots().Count.ShouldBe(2);
        second.SigningKey.ShouldBe(first.SigningKey);
        File.GetUnixFileMode(Path.Combine(Here["cache"], "keys", Path.GetFileName(first.SigningKey)))
            .ShouldBe(UnixFileMode.UserRead | UnixFileMode.UserWrite);
    }

    [Fact]
    public async Task A_root_that_cannot_be_finished_is_not_used()
    {
        var fail = Here.Write("fail.rsa.pub", "");

        var failure = await Should.ThrowAsync<DriverException>(() => Fresh(Options() with { ApkKeys = [fail] }).PrepareAsync(null, Token));

        failure.ExitCode.ShouldBe(ExitCode.BuilderUnavailable);
        failure.Why.ShouldBe("ERROR: the double was told to fail");
        Roots().ShouldBeEmpty();
    }

    [Fact]
    public async Task Two_that_provision_at_once_make_one_root()
    {
        Directory.CreateDirectory(Here["cache/keys"]); // Empty: the key is made by one of them too.

        var layouts = await Task.WhenAll(Enumerable.Range(0, 3).Select(_ => Fresh(Options()).PrepareAsync(null, Token)));

        layouts.Select(static l => l.SigningKey).Distinct().Count().ShouldBe(1);
        Roots().Count.ShouldBe(1);
    }

    [Fact]
    public async Task An_archive_that_writes_outside_of_its_root_is_refused()
    {
        var archive = Path.Combine(Here["mirror"], "v3.20/releases/x86_64", Path.GetFileName(alpine.Archive));
        Directory.CreateDirectory(Path.GetDirectoryName(archive)!);
        Here.Write("mirror/v3.20/main/x86_64/APKINDEX.tar.gz", "");
        await AlpineDouble.WriteAsync(archive, new PaxTarEntry(TarEntryType.RegularFile, "../../escaped") { DataStream = new MemoryStream("x"u8.ToArray()) });
        await File.WriteAllTextAsync(archive + ".sha256", Convert.ToHexStringLower(SHA256.HashData(await File.ReadAllBytesAsync(archive, Token))), Token);

        var failure = await Should.ThrowAsync<DriverException>(
            () => Fresh(Options() with { Mirror = Here["mirror"], MinirootfsSha256 = null }).PrepareAsync(null, Token));

        failure.Why.ShouldContain("../../escaped");
        Roots().ShouldBeEmpty();
    }

    [Fact]
    public async Task A_release_that_the_mirror_does_not_have_is_told_by_its_file()
    {
        var failure = await Should.ThrowAsync<DriverException>(
            () => Fresh(Options() with { Release = "3.20.77", MinirootfsSha256 = null }).PrepareAsync(null, Token));

        failure.ExitCode.ShouldBe(ExitCode.BuilderUnavailable);
        failure.Message.ShouldContain("alpine-minirootfs-3.20.77-x86_64.tar.gz");
    }

    [Fact]
    public async Task An_architecture_that_this_machine_does_not_run_is_told()
    {
        var foreign = File.Exists("/proc/sys/fs/binfmt_misc/qemu-s390x") ? "loongarch64" : "s390x";

        var probe = await Fresh(Options() with { Arch = foreign }).ProbeAsync(Token);

        probe.Problems.ShouldHaveSingleItem().What.ShouldContain(foreign);
    }

    private protected override IBuilder Create(string workDirectory) =>
        new SandboxBuilder(Options() with { CacheDirectory = alpine.Cache, WorkDirectory = workDirectory }, new ProcessRunner(), new NoHttp())
        {
            StopGrace = TimeSpan.FromSeconds(1),
        };

    private SandboxBuilder Fresh(BuilderOptions options)
    {
        if (!Directory.Exists(Here["cache/keys"]))
            alpine.CopyKey(Here["cache"]);
        return new SandboxBuilder(options, new ProcessRunner(), new NoHttp());
    }

    private BuilderOptions Options() => new()
    {
        Arch = "x86_64",
        Release = AlpineDouble.Release,
        Branch = "3.20",
        MinirootfsSha256 = alpine.Sha256,
        Mirror = alpine.Mirror,
        AportsSource = alpine.Aports,
        WorkDirectory = Here["other work"],
        CacheDirectory = Here["cache"],
    };

    private List<string> Roots() =>
        Directory.Exists(Here["cache/roots"]) ? [.. Directory.EnumerateDirectories(Here["cache/roots"])] : [];

    private sealed class Said(List<string> lines) : IProgress<string>
    {
        public void Report(string value) => lines.Add(value);
    }
}
