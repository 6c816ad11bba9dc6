using System;
using System.Collections.Generic;
using System.Linq;
using Bivouac.Dsl.Tests.Shell;
using Bivouac.Model;
using Bivouac.Scripts;
using Shouldly;
using Xunit;

namespace Bivouac.Dsl.Tests.Scripts;

/// <summary>Runs the profile's function in busybox ash, with doubles for what mkimage.sh and apk give it.</summary>
internal static class ProfileRun
{
    /// <summary>What apk and Alpine's own profiles are in these tests.</summary>
    public const string Doubles = """
        apk() { echo "apk $*" >> apk.log; echo "Downloading linux-lts-${KERNEL:-6.12.81-r0}"; }
        build_section() { echo "section $*"; }
        checksum() { cat >/dev/null; echo sum; }
        profile_base() {
        	kernel_flavors="lts"
        	initfs_cmdline="modules=loop,base-module quiet"
        	initfs_features="ata base mmc usb"
        	modloop_sign=yes
        	grub_mod="all_video disk"
        	apks="alpine-base openssl chrony"
        	kernel_cmdline="base=1"
        	apkovl=
        	hostname="alpine"
        }
        profile_standard() { profile_base; profile_abbrev=std; image_ext=iso; arch="x86 x86_64"; boot_addons=amd-ucode; initrd_ucode=/boot/amd-ucode.img; kernel_addons=xtables; }
        APKROOT=root-of-apk
        SOURCE_DATE_EPOCH=86400

        """;

    /// <summary>Variables that the profile leaves, by name; those that are not set are missing.</summary>
    public static IReadOnlyDictionary<string, string> Variables(LiveCdModel model, params string[] names)
    {
        var result = Run(model, string.Concat(names.Select(n => $"[ -z \"${{{n}+x}}\" ] || printf '%s=%s\\0' {n} \"${n}\"\n")));
        result.ExitCode.ShouldBe(0, result.ToString());
        result.Errors.ShouldBe("");
        return result.Output.Split('\0', StringSplitOptions.RemoveEmptyEntries).Select(l => l.Split('=', 2)).ToDictionary(p => p[0], p => p[1]);
    }

    /// <summary>One variable.</summary>
    public static string Variable(LiveCdModel model, string name) => Variables(model, name)[name];

    /// <summary>The words of one variable.</summary>
    public static string[] Words(LiveCdModel model, string name) => Variable(model, name).Split((char[]?)null, StringSplitOptions.RemoveEmptyEntries);

    /// <summary>Calls the profile's function, then runs more.</summary>
    public static ChildResult Run(LiveCdModel model, string then, string before = "")
    {
        Assert.SkipUnless(ShellKit.Busybox.Missing is null, ShellKit.Busybox.Missing ?? "");
        using var folder = new TempFolder();
        folder.Write(".mkimage/VERSIONS", StagedImage.VersionsOf(model));
        foreach (var key in model.Repositories.Where(r => r.Key is not null)) folder.Write(".mkimage/" + ScriptSet.FilesFolder + "/" + key.Key, "key");
        folder.Folder("root-of-apk/etc/apk/keys");
        var script = folder.Write(ScriptSet.ProfileFileName(model.Name), ScriptSet.Print(model)[0].Text);
        folder.Write("run", Doubles + before + "\n. " + script + "\nprofile_" + model.Name + "\n" + then + "\n");
        return ShellKit.Busybox.Run(folder.Path, ["run"]);
    }
}
