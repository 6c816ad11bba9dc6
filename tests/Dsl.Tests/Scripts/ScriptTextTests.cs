using System;
using System.Collections.Generic;
using System.IO;
using System.Linq;
using System.Text.RegularExpressions;
using Bivouac.Dsl.Tests.Declaration;
using Bivouac.Dsl.Tests.Shell;
using Bivouac.Model;
using Bivouac.Scripts;
using CsCheck;
using Shouldly;
using Xunit;

namespace Bivouac.Dsl.Tests.Scripts;

/// <summary>What holds for the text of the scripts, without running them.</summary>
public class ScriptTextTests
{
    private const string Shellcheck = "/usr/bin/shellcheck";

    [Fact]
    public void The_minimal_profile_reads_so() => ScriptSet.Print(Samples.Minimal())[0].ShouldBe(new ScriptFile("mkimg.rescue.sh", """
        # shellcheck shell=sh disable=SC1110,SC1111,SC1112,SC2034,SC2086,SC2153,SC2154,SC2317,SC2329 # mkimage.sh reads the variables and calls the functions
        # mkimg.rescue.sh: the profile of the live image 'rescue'. Made by Bivouac; changes here are lost.
        # It belongs into ~/.mkimage with everything that lies beside it, and genapkovl-rescue.sh also into the folder in which mkimage.sh runs.

        profile_rescue() {

        	profile_abbrev="rescue"
        	title="rescue"
        	desc="The live image rescue."
        	arch="x86_64"
        	hostname="rescue"
        	apkovl="genapkovl-rescue.sh"
        	image_ext="iso"
        	output_format="iso"
        	# The same input gives the same bytes: mkimage.sh dates neither the ISO's files nor its folders.
        	iso_opts="--set_all_file_dates =$SOURCE_DATE_EPOCH"

        	kernel_flavors="lts"
        	initfs_cmdline="modules=loop,squashfs,sd-mod,usb-storage quiet"
        	kernel_cmdline=""
        	initfs_features="ata base cdrom ext4 mmc nvme raid scsi squashfs usb virtio"
        	modloop_sign=yes

        	apks="alpine-base"

        	grub_mod="all_video disk part_gpt part_msdos linux normal configfile search search_label efi_gop fat
        		iso9660 cat echo ls test true help gzio"
        }

        """.ReplaceLineEndings("\n")));

    [Fact]
    public void The_minimal_overlay_script_makes_these_files()
    {
        var script = ScriptSet.Print(Samples.Minimal())[1];
        script.Name.ShouldBe("genapkovl-rescue.sh");
        script.Text.ShouldStartWith("#!/bin/sh\n");
        Between(script.Text, "# What follows from the profile.\n", "\n# The archive").ShouldBe("""
            makefile 0:0 0644 /etc/hostname <<'EOF'
            rescue
            EOF
            makefile 0:0 0644 /etc/apk/world <<'EOF'
            alpine-base
            EOF
            makefile 0:0 0644 /etc/bivouac-release <<EOF
            PROFILE=rescue
            CONTENT_SHA256=${content_sha256}
            EOF
            makefile 0:0 0644 /etc/inittab <<'EOF'
            ::sysinit:/sbin/openrc sysinit
            ::sysinit:/sbin/openrc boot
            ::once:/sbin/openrc default
            tty1::respawn:/sbin/getty 38400 tty1
            tty2::respawn:/sbin/getty 38400 tty2
            tty3::respawn:/sbin/getty 38400 tty3
            tty4::respawn:/sbin/getty 38400 tty4
            tty5::respawn:/sbin/getty 38400 tty5
            tty6::respawn:/sbin/getty 38400 tty6
            ::ctrlaltdel:/sbin/reboot
            ::shutdown:/sbin/openrc shutdown
            EOF
            rc_add devfs sysinit
            rc_add dmesg sysinit
            rc_add mdev sysinit
            rc_add hwdrivers sysinit
            rc_add modloop sysinit
            rc_add modules boot
            rc_add sysctl boot
            rc_add hostname boot
            rc_add bootmisc boot
            rc_add syslog boot
            rc_add mount-ro shutdown
            rc_add killprocs shutdown
            rc_add savecache shutdown

            """.ReplaceLineEndings("\n"));
    }

    [Fact]
    public void Declared_entries_read_so()
    {
        var model = new LiveCdBuilder().Arch(Arch.X86_64).Hostname("host")
            .File("/etc/motd", $"Alpine {Samples.Alpine}: $5\n")
            .File("/etc/one", "it's")
            .FileFrom("/usr/bin/tool", "files/tool.sh", mode: "4755")
            .Tree("overlay")
            .Link("/etc/localtime", "/usr/share/zoneinfo/UTC")
            .Directory("/var/lib/a b", "0700", new Owner(33, 44))
            .Remove("/etc/x")
            .RawOverlayShell("touch \"$tmp/x\"", "a reason")
            .Build("test");
        Between(ScriptSet.Print(model)[1].Text, "# What the definition declares, in its order.\n", "\n# The archive").ShouldBe("""
            makefile 0:0 0644 /etc/motd <<EOF
            Alpine ${ALPINE_VERSION}: \$5
            EOF
            printf %s 'it'\''s' | makefile 0:0 0644 /etc/one
            copyfile 0:0 4755 /usr/bin/tool files/files/tool.sh
            copytree 0:0 '' files/overlay
            makelink 0:0 /etc/localtime /usr/share/zoneinfo/UTC
            makedir 33:44 0700 '/var/lib/a b'
            remove /etc/x

            # What follows may change the umask.
            odd=1

            # a reason
            touch "$tmp/x"

            """.ReplaceLineEndings("\n"));
    }

    [Fact]
    public void Versions_are_sourced_only_when_one_is_named()
    {
        ScriptSet.Print(Samples.Minimal()).ShouldAllBe(s => !s.Text.Contains("VERSIONS"));
        ScriptSet.Print(Samples.Full())[0].Text.ShouldContain("\n\t. \"$HOME/.mkimage/VERSIONS\"\n");
        ScriptSet.Print(Samples.Full())[1].Text.ShouldContain("\n. \"$here/VERSIONS\"\n");
    }

    [Fact]
    public void The_keys_that_the_scripts_name_are_known() => VersionKeys.Of(Samples.Full()).ShouldBe(["ALPINE_VERSION", "GO_VERSION", "KERNEL_VERSION"]);

    [Fact]
    public void Equal_models_give_the_same_bytes() => ScriptSet.Print(Samples.Full()).ShouldBe(ScriptSet.Print(Samples.Full()));

    [Fact]
    public void Mkimage_finds_exactly_one_profile_and_no_section_in_any_profile_script() =>
        Nasty.Image.Sample(model =>
        {
            var text = ScriptSet.Print(model)[0].Text;
            return Regex.Count(text, @"^profile_random\(\) \{$", RegexOptions.Multiline) == 1 && Regex.Count(text, @"^(profile|section)_.*\(\) \{$", RegexOptions.Multiline) == 1;
        }, iter: 500, threads: 1);

    [Fact]
    public void Carriage_returns_are_in_no_script_but_where_a_text_has_them() =>
        Nasty.Image.Sample(model => ScriptSet.Print(model).All(s => !s.Text.Contains('\r')) || model.Texts().Any(t => t.Value.ToString().Contains('\r')), iter: 200, threads: 1);

    [Fact]
    public void Busybox_ash_accepts_all_scripts()
    {
        Assert.SkipUnless(ShellKit.Busybox.Missing is null, ShellKit.Busybox.Missing ?? "");
        using var folder = new TempFolder();
        foreach (var script in Write(folder, Models(20)))
            ShellKit.Busybox.Run(folder.Path, ["-n", script]).ToString().ShouldBe("exit 0\n\n", File.ReadAllText(script));
    }

    [Fact]
    public void Shellcheck_finds_nothing()
    {
        Assert.SkipUnless(File.Exists(Shellcheck), Shellcheck + " is not installed");
        using var folder = new TempFolder();
        var scripts = Write(folder, Models(18));
        ChildProcess.Run(folder.Path, new Dictionary<string, string>(), [Shellcheck, "-s", "sh", .. scripts]).ToString().ShouldBe("exit 0\n\n");
    }

    private static LiveCdModel[] Models(int random) =>
    [
        Samples.Minimal(),
        Samples.Full(),
        Samples.Vendor(),
        new LiveCdBuilder().Arch(Arch.X86_64).Hostname("virt").Inherit(BaseProfile.Virt).RemoveApks("openssl").RemoveInitfsFeatures(InitfsFeature.Mmc).CommandLine(l => l.Verbose().Replace("a=1")).Build("virt_own"),
        new LiveCdBuilder().Arch(Arch.X86_64).Hostname("quotes").Title("It\u2019s \u201cso\u201d").File("/etc/a", "it\u2018s \u201cso\u201d").File("/etc/b", $"{new PinnedVersion("GO", "1")} it\u2019s \u201dso").File("/etc/\u2019", "x\n").Build("quotes"),
        .. Nasty.Image.Array[random].Single(),
    ];

    private static string[] Write(TempFolder folder, LiveCdModel[] models) =>
        [.. models.SelectMany((model, i) => ScriptSet.Print(model).Select(s => folder.Write(i + "/" + s.Name, s.Text)))];

    private static string Between(string text, string start, string end)
    {
        var from = text.IndexOf(start, StringComparison.Ordinal) + start.Length;
        return text[from..text.IndexOf(end, from, StringComparison.Ordinal)];
    }
}
