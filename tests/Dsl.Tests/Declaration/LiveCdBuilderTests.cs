using System;
using System.Linq;
using Bivouac.Model;
using Shouldly;
using Xunit;

namespace Bivouac.Dsl.Tests.Declaration;

/// <summary>What each call puts into the model.</summary>
public class LiveCdBuilderTests
{
    [Fact]
    public void Nothing_declared_is_an_empty_model()
    {
        var model = new LiveCdBuilder().Build("x");
        model.ShouldBe(new LiveCdModel { Name = "x", CommandLine = new(default, true, default, false) });
        model.ModloopCompression.ShouldBe(ModloopCompression.Lz4);
        model.InitramfsCompression.ShouldBe(InitramfsCompression.Zstd);
        model.EnabledServices().ShouldBe(DefaultBootServices.All);
    }

    [Fact]
    public void Each_call_puts_its_part_into_the_model()
    {
        var m = Samples.Full();
        m.Name.ShouldBe("full");
        m.Arches.ShouldBe([Arch.X86_64, Arch.Aarch64]);
        m.Branch.ShouldBe(new ShellText(Samples.Alpine));
        m.Hostname.ShouldBe("full");
        m.Title.ShouldBe("Everything");
        m.VolumeLabel.ShouldBe("FULL IMAGE");
        m.Base.ShouldBeNull();
        m.Kernels.ShouldBe([new(KernelFlavor.Lts, Samples.Kernel)]);
        m.KernelAddons.ShouldBe(["zfs"]);
        m.BootAddons.ShouldBe([BootAddon.IntelMicrocode, BootAddon.AmdMicrocode]);
        m.CommandLine.ShouldBe(new(new(["loop", "squashfs", "sd-mod", "usb-storage", "sr-mod"]), false, new([new ShellText("go=") + Samples.Go, "panic=30"]), false));
        m.InitfsFeatures.ShouldBe([InitfsFeature.Btrfs]);
        m.RemovedInitfsFeatures.ShouldBe([InitfsFeature.Mmc]);
        m.GrubModules.ShouldBe([GrubModule.Chain]);
        m.GrubTimeoutSeconds.ShouldBe(5);
        m.SyslinuxTimeoutTenths.ShouldBe(50);
        m.SerialConsole.ShouldBe(new(0, 115200));
        m.ModloopCompression.ShouldBe(ModloopCompression.Zstd);
        m.InitramfsCompression.ShouldBe(InitramfsCompression.Gzip);
        m.ModloopFirmware.ShouldBe(["brcm/brcmfmac43455-sdio.bin"]);
        m.Apks.ShouldBe([new("openssh", null, null, false), new("e2fsprogs", null, null, false), new("go", new("~", Samples.Go), null, false), new("tool", null, "testing", false), new("linux-lts", null, null, true)]);
        m.Firmware.ShouldBe([Firmware.Intel, Firmware.RtlNic]);
        m.Repositories.ShouldBe([new(new ShellText("https://mirror.example/v") + Samples.Alpine + "/extra", null, null), new("https://mirror.example/edge/testing", "testing", "keys/testing.rsa.pub")]);
        m.Services.ShouldBe([new("sshd", Runlevel.Default), new("watch", new("audit")), new("local", Runlevel.Default)]);
        m.DisabledServices.ShouldBe(["syslog"]);
        m.WithoutDefaultServices.ShouldBeFalse();
        m.ConfD.ShouldBe([new("sshd", "rc_need", "!net"), new("sshd", "key_types_to_generate", "it's ed25519")]);
        m.Modules.ShouldBe(["dummy"]);
        m.Sysctl.ShouldBe([new("vm.swappiness", "10")]);
        m.RawShell.ShouldBe([new(RawShellTarget.Profile, "iso_opts=\"$iso_opts -iso-level 3\"", "files over 4 GiB"), new(RawShellTarget.Overlay, "touch \"$tmp/etc/touched\"\n", "shows the escape hatch")]);
    }

    [Fact]
    public void The_overlay_keeps_the_order_of_the_calls() => Samples.Full().Overlay.ShouldBe(
    [
        new OverlayText("/etc/motd", new ShellText("Alpine ") + Samples.Alpine + "\nIt costs $5 and `nothing`\\\n", Mode.ReadableByAll, Owner.Root),
        new OverlayText("/etc/empty", "", "0644", new(0, 0)),
        new OverlayText("/root/.secret", "no end of line", Mode.Private, new(1000, 55)),
        new OverlayFile("/usr/local/bin/tool", "files/tool.sh", "4755", Owner.Root),
        new OverlayTree("/", "overlay", Owner.Root),
        new OverlayTree("/home/ops", "home", new(1000, 1000)),
        new OverlayLink("/etc/localtime", "/usr/share/zoneinfo/UTC", Owner.Root),
        new OverlayDirectory("/var/lib/audit", "0700", new(33, 33)),
        new OverlayRemoval("/etc/motd.orig"),
        new OverlayText("/etc/local.d/hello.start", "#!/bin/sh\necho hello\n", Mode.Executable, Owner.Root),
    ]);

    [Fact]
    public void The_last_of_several_single_values_counts()
    {
        var model = new LiveCdBuilder().Hostname("a").Hostname("b").GrubTimeout(1).GrubTimeout(2).Alpine("edge").Alpine("3.21").Build("x");
        (model.Hostname, model.GrubTimeoutSeconds, model.Branch!.ToString()).ShouldBe(("b", 2, "3.21"));
    }

    [Fact]
    public void Statements_a_chain_and_fragments_mean_the_same()
    {
        var builder = new LiveCdBuilder();
        builder.Arch(Arch.X86);
        builder.Apks("a");
        builder.Apks("b");
        var chain = new LiveCdBuilder().Arch(Arch.X86).Apks("a", "b").Build("x");
        builder.Build("x").ShouldBe(chain);
        new LiveCdBuilder().Use(iso => iso.Arch(Arch.X86)).Use(iso => { iso.Apks("a", "b"); }).Build("x").ShouldBe(chain);
    }

    [Fact]
    public void A_model_does_not_change_when_its_builder_goes_on()
    {
        var builder = new LiveCdBuilder().Apks("a");
        var model = builder.Build("x");
        builder.Apks("b").File("/a", "").CommandLine(l => l.Append("x"));
        model.ShouldBe(new LiveCdBuilder().Apks("a").Build("x"));
    }

    [Fact]
    public void Constraints_are_in_apks_words()
    {
        var model = new LiveCdBuilder().Apk("a", a => a.Exactly("1.2-r3")).Apk("b", a => a.AtLeast("1")).Apk("c", a => a.Below("2")).Apk("d", a => a.OnMediumOnly()).Build("x");
        model.Apks.Select(a => a.Constraint?.ToString() ?? "").ShouldBe(["=1.2-r3", ">=1", "<2", ""]);
        Bivouac.Scripts.WorldFile.Lines(model).Select(l => l.ToString()).ShouldBe(["a=1.2-r3", "alpine-base", "b>=1", "c<2"]);
    }

    [Fact]
    public void Disabled_services_are_in_no_runlevel_whoever_enables_them()
    {
        var model = new LiveCdBuilder().Disable("syslog", "sshd").Enable("sshd").Enable("crond").Enable("crond").Build("x");
        model.EnabledServices().Where(s => s.Service is "syslog" or "sshd" or "crond").ShouldBe([new("crond", Runlevel.Default)]);
        new LiveCdBuilder().WithoutDefaultServices().Build("x").EnabledServices().ShouldBeEmpty();
    }

    [Fact]
    public void A_local_script_with_its_own_interpreter_gets_no_other()
    {
        var model = new LiveCdBuilder().Enable("local", Runlevel.Boot).LocalD("a", "#!/usr/bin/lua\n").Build("x");
        ((OverlayText)model.Overlay[0]).Content.ToString().ShouldBe("#!/usr/bin/lua\n");
        model.Services.ShouldBe([new("local", Runlevel.Boot)]);
    }

    [Fact]
    public void Paths_of_the_project_may_be_written_with_backslashes() =>
        new LiveCdBuilder().Tree("a\\b\\").Build("x").Overlay.ShouldBe([new OverlayTree("/", "a/b", Owner.Root)]);

    [Fact]
    public void Text_keeps_the_keys_of_versions()
    {
        ShellText text = $"go{Samples.Go}-{5}.tar";
        text.IsSymbolic.ShouldBeTrue();
        text.ToString().ShouldBe("go1.23.6-5.tar");
        text.Parts.ShouldBe([new(null, "go"), new("GO_VERSION", "1.23.6"), new(null, "-5.tar")]);
        text.ShouldBe("go" + Samples.Go + "-5.tar");
        (text == new ShellText("go1.23.6-5.tar")).ShouldBeFalse();
        (text != "x").ShouldBeTrue();
        (new ShellText("a") + "b").Parts.ShouldBe([new(null, "ab")]);
    }

    [Theory]
    [InlineData("0644", 420, "0644")]
    [InlineData("755", 493, "0755")]
    [InlineData("7777", 4095, "7777")]
    public void Modes_are_octal(string octal, int bits, string text)
    {
        Mode mode = octal;
        (mode.Bits, mode.ToString()).ShouldBe((bits, text));
    }

    [Fact]
    public void Each_architecture_has_a_name_in_alpines_words() =>
        Enum.GetValues<Arch>().Select(Bivouac.Scripts.ArchNames.Of).ShouldBe(["x86_64", "aarch64", "x86", "armv7", "riscv64", "loongarch64"]);
}
