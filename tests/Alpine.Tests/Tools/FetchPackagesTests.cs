using System;
using System.Collections.Concurrent;
using System.IO;
using System.Linq;
using System.Threading.Tasks;
using Bivouac.Mkimage.Tests.Http;
using Shouldly;
using Xunit;

namespace Bivouac.Alpine.Tests.Tools;

/// <summary>The package cache with the real apk, over a mirror that behaves and one that does not.</summary>
public sealed class FetchPackagesTests(MirrorServer mirror) : LookAhead(mirror), IClassFixture<MirrorServer>
{
    private const string Damaged = "/nano-";

    [Fact]
    public async Task What_is_needed_is_fetched_in_parallel_and_a_second_time_nothing_is()
    {
        Server.Delay = TimeSpan.FromMilliseconds(50);
        var (code, log) = await RunAsync(Profile, after: "ls $local/x86_64 | grep -c apk");

        code.ShouldBe(0, log);
        var fetched = FetchedPackages();
        fetched.ShouldContain("linux-lts-" + Version(fetched, "linux-lts") + ".apk");
        fetched.ShouldBeUnique();
        fetched.Length.ShouldBeGreaterThan(50);
        Server.Peak.ShouldBeInRange(2, 8);
        log.ShouldContain($">>> bivouac: packages {fetched.Length} {fetched.Length} ");
        log.TrimEnd().ShouldEndWith($"\nlocal {Layout.WorkRoot}/bee/packages/repository\n{fetched.Length}");
        Directory.EnumerateFiles(Cache, "*.apk").Select(f => Path.GetFileName(f)).ShouldBe(fetched, ignoreOrder: true);

        (code, log) = await RunAsync(Profile);

        code.ShouldBe(0, log);
        FetchedPackages().ShouldBeEmpty();
        log.ShouldContain($">>> bivouac: packages {fetched.Length} {fetched.Length} ");
    }

    [Fact]
    public async Task Mkimage_takes_everything_from_the_local_repository_and_after_a_clean_up_too()
    {
        var (code, log) = await RunAsync(Profile, after: $"echo BEGIN; {Mkimage}; ls ../out");

        code.ShouldBe(0, log);
        log.ShouldContain("alpine-bee-test-x86_64.iso");
        var all = FetchedPackages();
        all.ShouldBeUnique();

        (code, log) = await RunAsync(Profile, before: "rm -rf ../work ../out", after: $"{Mkimage}; ls ../out");

        code.ShouldBe(0, log);
        log.ShouldContain("alpine-bee-test-x86_64.iso");
        FetchedPackages().ShouldBeEmpty();

        // With all sections in the work directory there is nothing to bring.
        (code, log) = await RunAsync(Profile, after: "[ -z \"$local\" ] && echo nothing");
        code.ShouldBe(0, log);
        log.ShouldBe("nothing\n");
    }

    [Theory]
    [InlineData(Fault.Error)]
    [InlineData(Fault.Truncate)]
    [InlineData(Fault.Corrupt)]
    [InlineData(Fault.Missing)]
    public async Task A_fault_of_the_mirror_that_passes_does_no_harm(Fault fault)
    {
        var seen = new ConcurrentDictionary<string, bool>();
        Server.Fault = path => path.EndsWith(".apk", StringComparison.Ordinal) && seen.TryAdd(path, true) ? fault : Fault.None;

        var (code, log) = await RunAsync(Packages("nano openssh"), after: Intact);

        code.ShouldBe(0, log);
        log.ShouldContain("\nlocal ");
        log.ShouldEndWith("intact\n");
    }

    [Theory]
    [InlineData(Fault.Error, "nano-[^ ]+: .+ \\(http://127.0.0.1")]
    [InlineData(Fault.Truncate, "nano-[^ ]+: it did not come whole \\(.+\\) \\(http://127.0.0.1")]
    [InlineData(Fault.Corrupt, "nano-[^ ]+: it is damaged or not signed by a trusted key \\(.+\\) \\(http://127.0.0.1")]
    [InlineData(Fault.Missing, "nano-[^ ]+: the index names it, but the mirror does not have it .+ \\(http://127.0.0.1")]
    public async Task A_package_that_cannot_be_had_whole_ends_it_with_its_name_and_lies_nowhere(Fault fault, string said)
    {
        Server.Fault = path => path.Contains(Damaged, StringComparison.Ordinal) ? fault : Fault.None;

        var (code, log) = await RunAsync(Packages("nano openssh"));

        code.ShouldBe(1, log);
        log.ShouldMatch("(?m)^>>> bivouac: package " + said);
        log.ShouldNotContain("local ");
        Directory.EnumerateFiles(Cache, "nano-*").ShouldBeEmpty();
        Directory.EnumerateFiles(Cache, "openssh-*").ShouldNotBeEmpty();
    }

    [Fact]
    public async Task A_mirror_may_redirect()
    {
        Server.Fault = path => path.EndsWith(".apk", StringComparison.Ordinal) ? Fault.Redirect : Fault.None;

        (await RunAsync(Packages("nano"), after: Intact)).Log.ShouldEndWith("intact\n");
    }

    [Theory]
    [InlineData("one byte")]
    [InlineData("cut off")]
    [InlineData("longer")]
    [InlineData("empty")]
    [InlineData("unknown")]
    public async Task A_cached_package_that_is_not_what_it_was_is_fetched_anew(string damage)
    {
        (await RunAsync(Packages("nano openssh"))).Code.ShouldBe(0);
        FetchedPackages();
        var file = Directory.EnumerateFiles(Cache, "nano-*.apk").Single();
        var good = await File.ReadAllBytesAsync(file, TestContext.Current.CancellationToken);
        byte[] bad = damage switch
        {
            "one byte" => [.. good[..^9], (byte)(good[^9] ^ 1), .. good[^8..]],
            "cut off" => good[..(good.Length / 2)],
            "longer" => [.. good, 0],
            "empty" => [],
            _ => good,
        };
        await File.WriteAllBytesAsync(file, bad, TestContext.Current.CancellationToken);
        if (damage == "unknown") Directory.Delete(Path.Combine(Cache, ".known"), recursive: true);

        var (code, log) = await RunAsync(Packages("nano openssh"), after: Intact);

        code.ShouldBe(0, log);
        log.ShouldEndWith("intact\n");
        if (damage == "unknown") FetchedPackages().ShouldContain(Path.GetFileName(file));
        else FetchedPackages().ShouldBe([Path.GetFileName(file)]);
        log.Contains(Path.GetFileName(file) + " was damaged in the cache", StringComparison.Ordinal).ShouldBe(damage != "unknown");
        (await File.ReadAllBytesAsync(file, TestContext.Current.CancellationToken)).ShouldBe(good);
    }

    [Fact]
    public async Task An_index_that_is_signed_with_another_key_is_refused()
    {
        var (code, log) = await RunAsync(Packages("nano"), before: "for key in /usr/share/apk/keys/x86_64/lab*; do rm $key; done");

        code.ShouldBe(1, log);
        log.ShouldContain("UNTRUSTED signature");
        FetchedPackages().ShouldBeEmpty();
    }

    [Fact]
    public async Task A_package_that_no_repository_has_ends_it_with_its_name()
    {
        var (code, log) = await RunAsync(Packages("nano no-such-package"));

        code.ShouldBe(1, log);
        log.ShouldContain("no-such-package: unable to select package");
    }

    [Theory]
    [InlineData("printf '#!/bin/sh\\necho apk-tools 3.0.0\\n' >bin/apk; chmod 755 bin/apk", "does not know this apk (apk-tools 3.0.0)")]
    [InlineData("rm /usr/bin/abuild-sign", "there is no abuild-sign")]
    public async Task Where_the_machinery_is_another_mkimage_fetches_by_itself(string between, string said)
    {
        var (code, log) = await RunAsync(Packages("nano"), between: between);

        code.ShouldBe(0, log);
        log.ShouldContain(said);
        log.ShouldNotContain("local ");
    }

    [Fact]
    public async Task Repositories_in_a_folder_are_left_alone()
    {
        var (code, log) = await ShellAsync(Packages("nano"), $"""
            set -e
            apk update --quiet
            mkdir -p /var/tmp/m/x86_64
            apk fetch --quiet --recursive --output /var/tmp/m/x86_64 nano
            apk index --quiet --output /var/tmp/m/x86_64/APKINDEX.tar.gz /var/tmp/m/x86_64/*.apk
            abuild-sign -q /var/tmp/m/x86_64/APKINDEX.tar.gz
            section-packages /var/tmp/f '{Layout.ScriptsFolder}' bee x86_64 test /var/tmp/w /var/tmp/m
            cat /var/tmp/f/needs
            fetch-packages /var/tmp/f /var/tmp/c x86_64
            """);

        code.ShouldBe(0, log);
        log.ShouldEndWith("recursive nano\n");
    }

    [Fact]
    public async Task Packages_that_no_image_has_used_for_a_month_go()
    {
        (await RunAsync(Packages("nano openssh"))).Code.ShouldBe(0);
        foreach (var file in Directory.EnumerateFiles(Cache, "*.apk")) File.SetLastWriteTimeUtc(file, DateTime.UtcNow - TimeSpan.FromDays(31.5));

        (await RunAsync(Packages("nano"))).Code.ShouldBe(0);

        Directory.EnumerateFiles(Cache, "nano-*").ShouldNotBeEmpty();
        Directory.EnumerateFiles(Cache, "openssh-*").ShouldBeEmpty();
    }

    /// <summary>Every package of the local repository is what the mirror's own file is.</summary>
    private static string Intact => "cd $local/x86_64; mkdir /var/tmp/i; cp /etc/apk/repositories /var/tmp/i; for f in *.apk; do apk verify -q $f; done; cd; echo intact";

    private static string Version(string[] files, string name) =>
        files.Single(f => f.StartsWith(name + "-", StringComparison.Ordinal) && char.IsAsciiDigit(f[name.Length + 1]))[(name.Length + 1)..^4];

    private const string Profile = """
        profile_bee() {
        	arch="x86_64"
        	hostname="bee"
        	image_ext="iso"
        	output_format="iso"
        	kernel_flavors="lts"
        	initfs_cmdline="modules=loop,squashfs,sd-mod,usb-storage quiet"
        	initfs_features="base cdrom ext4 squashfs usb virtio"
        	modloop_sign=yes
        	grub_mod="disk part_gpt part_msdos linux normal configfile search search_label efi_gop fat iso9660 cat echo ls test true help gzio"
        	boot_addons="intel-ucode"
        	apks="alpine-base nano"
        }

        """;
}
