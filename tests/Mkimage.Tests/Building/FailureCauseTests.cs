using System.Linq;
using Bivouac.Mkimage.Building;
using Shouldly;
using Xunit;

namespace Bivouac.Mkimage.Tests.Building;

/// <summary>What mkimage.sh and its tools were measured to say, in plain words.</summary>
public sealed class FailureCauseTests
{
    public static TheoryData<string, string> Measured => new()
    {
        { "/aports/scripts/mkimage.sh: line 146: profile_rescue: not found", "mkimage.sh did not find the profile 'rescue'" },
        { "/root/.mkimage/mkimg.bad.sh: line 1: syntax error: bad function name", "the shell cannot read mkimg.bad.sh, and with it no profile at all" },
        { "/aports/scripts/mkimage.sh: line 79: can't open genapkovl-rescue.sh: no such file", "mkimage.sh did not find the overlay script" },
        { "/usr/bin/fakeroot: line 1: /aports/scripts/genapkovl-rescue.sh: not found", "mkimage.sh did not find the overlay script" },
        { "/aports/scripts/mkimage.sh: line 1: /builder/stage/genapkovl-rescue.sh: Permission denied", "the overlay script genapkovl-rescue.sh is not executable" },
        { "genapkovl-rescue.sh: /etc/x cannot be put there: /etc is a link", "the overlay script stopped: /etc/x cannot be put there: /etc is a link" },
        { "ERROR: nosuch: unable to select package (or its dependencies)", "the repositories lack a package: nosuch" },
        { "nosuch: unable to select package (or its dependencies)|none: unable to select package (or its dependencies)", "the repositories lack a package: nosuch, none" },
        { "ERROR: unable to select packages:|  linux-x (no such package):|    required by: world[linux-x]", "the repositories lack a package: linux-x" },
        { "ERROR: unable to select packages: linux-x (no such package)", "the repositories lack a package: linux-x" },
        { "grub-mkimage: error: cannot open `/builder/usr/lib/grub/x86_64-efi/nosuch.mod': No such file or directory.", "GRUB has no module 'nosuch'" },
        { "Disk full", "the image for UEFI could not be made: it has room for 1.4 MB" },
        { "mkimage.sh: line 9: mformat: not found", "the builder lacks the program 'mformat'" },
        { "xorriso : FAILURE : -volid: Text too long (35 > 32)", "the volume id is longer than 32 characters" },
        { "cp: can't stat '': No such file or directory", "abuild has no signing key" },
        { "WARNING: opening https://mirror.example/alpine/v3.21/main: could not connect to server (check repositories file)", "a repository could not be reached from the builder" },
        { "2 unavailable, 0 stale; 0 distinct packages available", "a repository could not be reached from the builder" },
        { "WARNING: opening https://mirror.example/alpine/v3.21/main: temporary error (try again later)", "a repository could not be reached from the builder" },
        { "WARNING: opening https://mirror.example/alpine/v3.21/main: DNS lookup error", "a repository could not be reached from the builder" },
        { "ERROR: https://mirror.example/alpine/v3.21/main: UNTRUSTED signature", "a repository is signed with a key that the builder does not trust" },
        { "xorriso : FAILURE : Cannot write: No space left on device", "the disk of the builder is full" },
        { ">>> bivouac: package nano-8.0-r0: it did not come whole (IO ERROR) (http://mirror.example/v3.21/main)", "a package could not be fetched in three tries: nano-8.0-r0: it did not come whole (IO ERROR) (http://mirror.example/v3.21/main)" },
        { ">>> bivouac: package nano-8.0-r0: it has 3 bytes, and 138284 in the index (http://mirror.example/v3.21/main)", "a package cannot be had as the mirror's index says it: nano-8.0-r0: it has 3 bytes, and 138284 in the index (http://mirror.example/v3.21/main)" },
        { "Command \"xz\" is not available.", "the builder lacks the program 'xz', which compresses the initramfs" },
        { "sh: line 1: xorrisofs: not found", "the builder lacks the program 'xorrisofs'" },
        { "bivouac: linux-lts must be of version 6.12, but the repositories answer: Downloading linux-lts-6.1.192-r0", "linux-lts must be of version 6.12, but the repositories answer: Downloading linux-lts-6.1.192-r0" },
    };

    /// <summary>The measured texts as the tables of Alpine's behaviour quote them, without what a shell or a program puts before them.</summary>
    public static TheoryData<string, string> Tables => new()
    {
        { "profile_x: not found", "mkimage.sh did not find the profile 'x'" },
        { "can't open genapkovl-x.sh", "mkimage.sh did not find the overlay script" },
        { ".../scripts/genapkovl-x.sh: not found", "mkimage.sh did not find the overlay script" },
        { "Permission denied", "a file could not be used: permission denied" },
        { "nosuch: unable to select package (or its dependencies)", "the repositories lack a package: nosuch" },
        { "linux-lts~6.1: unable to select package (or its dependencies)", "the repositories lack a package: linux-lts~6.1" },
        { "alpine-base (no such package)", "the repositories lack even alpine-base: what they are is not the main repository of this branch and architecture" },
        { "grub-mkimage: error: cannot open .../x.mod", "GRUB has no module 'x'" },
        { "mformat: not found", "the builder lacks the program 'mformat'" },
        { "mcopy: Disk full", "the image for UEFI could not be made: it has room for 1.4 MB" },
        { "xorriso : FAILURE : -volid: Text too long", "the volume id is longer than 32 characters" },
        { "cp: can't stat ''", "abuild has no signing key" },
        { "could not connect to server", "a repository could not be reached from the builder" },
        { "2 unavailable", "a repository could not be reached from the builder" },
        { "syntax error: bad function name", "the shell cannot read a script: bad function name" },
        { "-comp multiple conflicting -comp options specified", "mksquashfs was given two compressions" },
        { "No space left", "the disk of the builder is full" },
        { "can't open", "the log does not say which file is not there" },
    };

    /// <summary>What apk says of a mirror that fails: 2.14 and 3.</summary>
    public static TheoryData<string, string> Mirrors => new()
    {
        { "ERROR: kmod-33-r2: package mentioned in index not found (try 'apk update')", "a mirror does not have what its own index names" },
        { "ERROR: kmod-33-r2: HTTP 404: Not Found", "a mirror does not have what its own index names" },
        { "ERROR: kmod-33-r2: remote server returned error (try 'apk update')", "a mirror does not have what its own index names" },
        { "WARNING: updating and opening https://m/v3.21/main: HTTP 500: Internal Server Error", "a repository could not be reached from the builder" },
        { "WARNING: updating https://m/v3.21/main: operation timed out", "a repository could not be reached from the builder" },
        { "ERROR: kmod-33-r2: BAD archive", "a package or an index came damaged from the mirror" },
        { "ERROR: kmod-33-r2: BAD signature", "a repository is signed with a key that the builder does not trust" },
        { "WARNING: opening https://m/v3.21/main: could not connect to server (check repositories file)|ERROR: nano: unable to select package (or its dependencies)", "a repository could not be reached from the builder" },
        { "ERROR: https://m/v3.21/main: UNTRUSTED signature|ERROR: unable to select packages:|  linux-lts (no such package):", "a repository is signed with a key that the builder does not trust" },
    };

    [Theory]
    [MemberData(nameof(Tables))]
    [MemberData(nameof(Mirrors))]
    [MemberData(nameof(Measured))]
    public void A_measured_text_is_told_in_plain_words_with_what_to_do(string log, string why)
    {
        var cause = FailureCause.Find(["OK: 267 distinct packages available", .. log.Split('|'), "tar: Ignoring unknown extended header keyword 'APK-TOOLS.checksum.SHA1'"]);

        cause.ShouldNotBeNull().Why.ShouldBe(why);
        cause.Next.ShouldEndWith(".");
    }

    [Theory]
    [InlineData("bivouac: no overlay file system here; the cached root itself is used")]
    [InlineData("OK: 267 distinct packages available")]
    [InlineData("0 unavailable, 0 stale; 267 distinct packages available")]
    [InlineData("Downloading bind-dnssec-tools-9.18-r0 (DNS tools)")]
    [InlineData("==> initramfs: creating /boot/initramfs-lts")]
    [InlineData("modprobe: FATAL: Module x not found in directory /lib/modules")]
    public void What_says_nothing_of_a_failure_is_no_cause(string line) => FailureCause.Find([line]).ShouldBeNull();

    [Fact]
    public void The_colours_of_abuild_do_not_hide_a_cause() =>
        FailureCause.Find(["\u001b[1;31m\u001b[mcp: can't stat '': No such file or directory\u001b[0m"])!.Why.ShouldBe("abuild has no signing key");

    [Fact]
    public void What_a_log_says_cannot_steer_the_terminal_from_within_a_cause() =>
        FailureCause.Find(["profile_\u001b[2Jx\u0007: not found"])!.Why.ShouldBe("mkimage.sh did not find the profile 'x'");

    [Theory]
    [InlineData("Killed")]
    [InlineData("mksquashfs: Out of memory (xattr_table)")]
    public void A_builder_without_memory_is_named(string line) => FailureCause.Find([line])!.Why.ShouldBe("a program was killed, as a rule because the builder ran out of memory");

    [Fact]
    public void A_full_disk_tells_more_than_what_follows_from_it()
    {
        var cause = FailureCause.Find(["ERROR: nano: unable to select package (or its dependencies)", "cp: write error: No space left on device"]);

        cause!.Why.ShouldBe("the disk of the builder is full");
    }

    [Fact]
    public void An_overlay_script_that_says_nothing_is_told_by_its_section()
    {
        var log = new BuildLog(new ManualClock());
        foreach (var line in (string[])[">>> mkimage-x86_64: --> apkovl rescue da39a3ee5e6b4b0d3255bfef95601890afd80709", ">>> mkimage-x86_64: Generating rescue.apkovl.tar.gz"]) log.Add(line);
        log.End();

        FailureCause.Find(log)!.Why.ShouldBe("the overlay script stopped and said nothing");
    }

    [Fact]
    public void An_update_kernel_that_says_nothing_is_told_by_its_section()
    {
        var log = new BuildLog(new ManualClock());
        log.Add(">>> mkimage-x86_64: --> kernel x86_64 lts");
        log.End();

        FailureCause.Find(log)!.Why.ShouldStartWith("update-kernel stopped and said nothing");
    }

    [Theory]
    [InlineData(">>> mkimage-x86_64: --> grub_efi x86_64-efi bootx64.efi")]
    [InlineData(">>> mkimage-x86_64: --> kernel x86_64 lts", "Parallel mksquashfs: Using 2 processors")]
    public void Another_section_and_one_that_went_on_have_no_cause_by_themselves(params string[] lines)
    {
        var log = new BuildLog(new ManualClock());
        foreach (var line in lines) log.Add(line);
        log.End();

        FailureCause.Find(log).ShouldBeNull();
    }

    [Theory]
    [InlineData("cp: write error: No space left on device")]
    [InlineData("Disk full")]
    [InlineData("/aports/scripts/mkimage.sh: line 79: can't open genapkovl-rescue.sh: no such file")]
    [InlineData("/aports/scripts/mkimage.sh: line 300: mcopy: not found")]
    public void Some_lines_spoil_an_image_that_looks_whole(string line) => FailureCause.OfSpoiledImage(["OK", line]).ShouldNotBeNull();

    [Fact]
    public void Lines_of_a_good_build_spoil_nothing() => FailureCause.OfSpoiledImage(
        [.. Enumerable.Repeat("tar: Ignoring unknown extended header keyword 'APK-TOOLS.checksum.SHA1'", 10), "depmod: WARNING: could not open modules.builtin.modinfo: No such file or directory", "Images generated in /builder/out"]).ShouldBeNull();
}
