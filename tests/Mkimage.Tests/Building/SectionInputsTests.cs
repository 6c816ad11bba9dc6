using System;
using System.Linq;
using Bivouac.Mkimage.Building;
using Bivouac.Mkimage.Tests.Project;
using Shouldly;
using Xunit;

namespace Bivouac.Mkimage.Tests.Building;

/// <summary>Contract L5: what survives between builds, and what mkimage.sh would wrongly keep.</summary>
public sealed class SectionInputsTests : IDisposable
{
    private static readonly string[] Work =
    [
        "apkovl_rescue_1", "apkroot-x86_64", "apks_x86_64_1", "grub_cfg_boot_grub_grub_cfg_1", "grub_early.1.cfg", "grub_efi_x86_64_efi_1",
        "image-1-x86_64-rescue", "kernel_x86_64_lts_1", "kernel_x86_64_lts_2.work", "syslinux_1", "syslinux_cfg_boot_1", "usr",
    ];

    private static readonly string[] Kept =
        ["apks_x86_64_1", "grub_cfg_boot_grub_grub_cfg_1", "grub_efi_x86_64_efi_1", "kernel_x86_64_lts_1", "syslinux_1", "syslinux_cfg_boot_1"];

    private readonly TestProject _project = new();

    public static TheoryData<string, string> Changes => new()
    {
        { "nothing", "" },
        { "modloop compression", "kernel_x86_64_lts_1" },
        { "modloop firmware", "kernel_x86_64_lts_1" },
        { "microcode", "kernel_x86_64_lts_1" },
        { "grub modules", "grub_cfg_boot_grub_grub_cfg_1 grub_efi_x86_64_efi_1" },
        { "serial console", "grub_cfg_boot_grub_grub_cfg_1 grub_efi_x86_64_efi_1" },
        { "raw shell", "grub_cfg_boot_grub_grub_cfg_1 grub_efi_x86_64_efi_1 kernel_x86_64_lts_1" },
        { "overlay", "" },
        { "packages", "" },
    };

    public void Dispose() => _project.Dispose();

    [Fact]
    public void The_first_build_keeps_nothing_that_it_does_not_know() => Inputs(_ => { }).Stale(null, Work).ShouldBe(Work);

    [Theory]
    [MemberData(nameof(Changes))]
    public void A_build_keeps_the_costly_sections_but_those_that_are_made_of(string what, string gone)
    {
        var now = Inputs(iso => _ = what switch
        {
            "modloop compression" => iso.Modloop(ModloopCompression.Zstd),
            "modloop firmware" => iso.ModloopFirmware("brcm/x.bin"),
            "microcode" => iso.BootAddons(BootAddon.IntelMicrocode),
            "grub modules" => iso.GrubModules(GrubModule.Chain),
            "serial console" => iso.SerialConsole(),
            "raw shell" => iso.RawProfileShell("modloopfw=x", "test"),
            "overlay" => iso.File("/etc/motd", "x\n"),
            "packages" => iso.Apks("nano"),
            _ => iso,
        });

        Work.Except(now.Stale(Inputs(_ => { }), Work)).ShouldBe(Kept.Except(gone.Split(' ')));
    }

    [Fact]
    public void Another_repository_makes_everything_anew() =>
        Inputs(iso => iso.Repository("https://own.example/x")).Stale(Inputs(_ => { }), Work).ShouldBe(Work);

    [Fact]
    public void Another_tagged_repository_makes_everything_anew() =>
        Inputs(iso => iso.Repository("https://own.example/x", tag: "own")).Stale(Inputs(iso => iso.Repository("https://own.example/y", tag: "own")), Work).ShouldBe(Work);

    [Fact]
    public void Another_mirror_makes_everything_anew()
    {
        var plan = Plan(_ => { });
        var layout = new ScriptedBuilder().Layout;

        SectionInputs.Of(plan, layout with { Repositories = ["/srv/mirror/v3.21/main"] }).Stale(SectionInputs.Of(plan, layout), Work).ShouldBe(Work);
    }

    [Fact]
    public void Another_signing_key_makes_everything_anew_since_a_kept_initramfs_would_not_trust_the_new_index()
    {
        var plan = Plan(_ => { });

        SectionInputs.Of(plan, new ScriptedBuilder { SigningKey = "/keys/new.rsa" }.Layout).Stale(SectionInputs.Of(plan, new ScriptedBuilder().Layout), Work).ShouldBe(Work);
    }

    [Fact]
    public void The_note_is_read_as_it_was_written()
    {
        var inputs = Inputs(iso => iso.ModloopFirmware("a", "b").Repository("https://own.example/x", tag: "t").RawProfileShell("a\nb", "two lines"));

        SectionInputs.Parse(inputs.ToString()).ShouldBe(inputs);
    }

    [Theory]
    [InlineData("")]
    [InlineData("Lz4|\nhttps://mirror.example/alpine/v3.21/main\n")]
    [InlineData("garbage")]
    public void A_note_of_another_form_keeps_nothing(string note) => Inputs(_ => { }).Stale(SectionInputs.Parse(note), Work).ShouldBe(Work);

    private SectionInputs Inputs(Action<LiveCdBuilder> define) => SectionInputs.Of(Plan(define), new ScriptedBuilder().Layout);

    private BuildPlan Plan(Action<LiveCdBuilder> define) => BuildPlan.Make(TestProject.Minimal(define), _project.Context, "x86_64", null, _project.Output);
}
