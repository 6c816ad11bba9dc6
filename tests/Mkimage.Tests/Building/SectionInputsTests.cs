using System;
using System.Linq;
using Bivouac.Mkimage.Building;
using Bivouac.Mkimage.Tests.Project;
using Shouldly;
using Xunit;

namespace Bivouac.Mkimage.Tests.Building;

public sealed class SectionInputsTests : IDisposable
{
    private readonly TestProject _project = new();

    public void Dispose() => _project.Dispose();

    [Theory]
    [InlineData("nothing", "")]
    [InlineData("modloop compression", "kernel/modloop compression")]
    [InlineData("initramfs compression", "kernel/initramfs compression")]
    [InlineData("modloop firmware", "kernel/modloop firmware")]
    [InlineData("microcode", "kernel/microcode")]
    [InlineData("grub modules", "grub/GRUB modules")]
    [InlineData("serial console", "grub/serial console")]
    [InlineData("raw shell", "kernel/raw shell of the profile grub/raw shell of the profile")]
    [InlineData("repository", "all/repositories")]
    [InlineData("tagged repository", "all/tagged repositories")]
    [InlineData("overlay", "")]
    [InlineData("packages", "")]
    public void Each_declaration_is_an_input_of_the_sections_that_are_made_from_it(string what, string changed)
    {
        var now = Inputs(iso => _ = what switch
        {
            "modloop compression" => iso.Modloop(ModloopCompression.Zstd),
            "initramfs compression" => iso.Initramfs(InitramfsCompression.Gzip),
            "modloop firmware" => iso.ModloopFirmware("brcm/x.bin"),
            "microcode" => iso.BootAddons(BootAddon.IntelMicrocode),
            "grub modules" => iso.GrubModules(GrubModule.Chain),
            "serial console" => iso.SerialConsole(),
            "raw shell" => iso.RawProfileShell("modloopfw=x", "test"),
            "repository" => iso.Repository("https://own.example/x"),
            "tagged repository" => iso.Repository("https://own.example/x", tag: "own"),
            "overlay" => iso.File("/etc/motd", "x\n"),
            "packages" => iso.Apks("nano"),
            _ => iso,
        });

        string.Join(' ', now.Except(Inputs(_ => { })).Select(l => string.Join('/', l.Split('\t')[..2]))).ShouldBe(changed);
    }

    [Fact]
    public void Two_folders_that_look_the_same_inside_are_two_mirrors()
    {
        var plan = BuildPlan.Make(TestProject.Minimal(), _project.Context, "x86_64", null, _project.Output);
        var layout = new ScriptedBuilder().Layout;

        SectionInputs.Of(plan, layout with { MirrorSource = "/srv/a" }).Split('\n').Except(SectionInputs.Of(plan, layout with { MirrorSource = "/srv/b" }).Split('\n')).ShouldBe(["all\tmirror\t/srv/a"]);
    }

    [Fact]
    public void The_mirror_and_the_signing_key_are_inputs_of_all_sections_since_a_kept_initramfs_would_not_trust_a_new_index()
    {
        var plan = Plan(_ => { });
        var layout = new ScriptedBuilder().Layout;
        var other = layout with { Repositories = ["/srv/mirror/v3.21/main"], SigningKey = "/keys/new.rsa" };

        SectionInputs.Of(plan, other).Split('\n').Except(SectionInputs.Of(plan, layout).Split('\n')).ShouldBe(["all\trepositories\t/srv/mirror/v3.21/main", "all\tsigning key\t/keys/new.rsa"]);
    }

    [Fact]
    public void An_input_is_one_line_of_three_fields_whatever_it_holds() =>
        Inputs(iso => iso.ModloopFirmware("a", "b").Repository("https://own.example/x", tag: "t").RawProfileShell("a\nb\tc", "two lines"))
            .SkipLast(1).ShouldAllBe(l => l.Split('\t', StringSplitOptions.None).Length == 3);

    private string[] Inputs(Action<LiveCdBuilder> define) => SectionInputs.Of(Plan(define), new ScriptedBuilder().Layout).Split('\n');

    private BuildPlan Plan(Action<LiveCdBuilder> define) => BuildPlan.Make(TestProject.Minimal(define), _project.Context, "x86_64", null, _project.Output);
}
