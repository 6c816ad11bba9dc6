using System;
using System.Linq;
using Bivouac.Dsl.Tests.Scripts;
using Bivouac.Model;
using CsCheck;
using Shouldly;
using Xunit;

namespace Bivouac.Dsl.Tests.Declaration;

public class ModelEqualityTests
{
    /// <summary>Each makes a difference of its own.</summary>
    private static readonly Action<LiveCdBuilder>[] Calls =
    [
        iso => iso.Arch(Arch.X86), iso => iso.Arch(Arch.Armv7), iso => iso.Alpine("3.20"), iso => iso.Alpine(new PinnedVersion("A", "3.20")), iso => iso.Hostname("other"), iso => iso.Title("t"), iso => iso.Description("d"),
        iso => iso.VolumeLabel("V"), iso => iso.Inherit(BaseProfile.Virt), iso => iso.Kernel(KernelFlavor.Virt), iso => iso.Kernel(KernelFlavor.Virt, "6.12"), iso => iso.Kernel(KernelFlavor.Virt, new PinnedVersion("K", "6.12")),
        iso => iso.KernelAddons("zfs"), iso => iso.BootAddons(BootAddon.AmdMicrocode), iso => iso.CommandLine(l => l.Modules("a")), iso => iso.CommandLine(l => l.Append("a")), iso => iso.CommandLine(l => l.Replace("a")),
        iso => iso.CommandLine(l => l.Verbose()), iso => iso.InitfsFeatures(InitfsFeature.Lvm), iso => iso.RemoveInitfsFeatures(InitfsFeature.Lvm), iso => iso.GrubModules(GrubModule.Lvm), iso => iso.GrubTimeout(3), iso => iso.SyslinuxTimeout(3),
        iso => iso.SerialConsole(), iso => iso.SerialConsole(1), iso => iso.SerialConsole(0, 9600), iso => iso.Modloop(ModloopCompression.Xz), iso => iso.Initramfs(InitramfsCompression.Gzip), iso => iso.ModloopFirmware("a"), iso => iso.Apks("a"), iso => iso.MediumApks("a"),
        iso => iso.Apk("a", a => a.Exactly("1")), iso => iso.Apk("a", a => a.AtLeast("1")), iso => iso.Apk("a", a => a.From("t")), iso => iso.RemoveApks("a"), iso => iso.Firmware(Firmware.Qed), iso => iso.Repository("https://a"),
        iso => iso.Repository("https://a", "t"), iso => iso.Repository("https://a", key: "k"), iso => iso.Enable("a"), iso => iso.Enable("a", Runlevel.Boot), iso => iso.Disable("a"), iso => iso.WithoutDefaultServices(),
        iso => iso.ConfD("a", "b", "c"), iso => iso.ConfD("a", "b", "d"), iso => iso.LocalD("a", "b"), iso => iso.Modules("a"), iso => iso.Sysctl("a", "1"), iso => iso.File("/a", "b"), iso => iso.File("/a", "c"), iso => iso.File("/a", "b", "0600"),
        iso => iso.File("/a", "b", owner: new Owner(1, 0)), iso => iso.File("/a", "b", owner: new Owner(0, 1)), iso => iso.FileFrom("/a", "b"), iso => iso.FileFrom("/a", "b", "0644"), iso => iso.Tree("a"), iso => iso.Tree("a", "/b"),
        iso => iso.Link("/a", "b"), iso => iso.Link("/a", "c"), iso => iso.Directory("/a"), iso => iso.Directory("/a", "0700"), iso => iso.Remove("/a"), iso => iso.RawProfileShell("a", "b"), iso => iso.RawOverlayShell("a", "b"), iso => iso.RawOverlayShell("a", "c"),
    ];

    private static readonly Gen<int[]> Programs = Gen.Int[0, Calls.Length - 1].Array[0, 12];

    [Fact]
    public void Two_equal_definitions_give_equal_models_and_equal_hashes()
    {
        Samples.Full().ShouldBe(Samples.Full());
        Programs.Sample(p => Build(p).Equals(Build(p)) && Build(p).GetHashCode() == Build(p).GetHashCode(), iter: 500, threads: 1);
    }

    [Fact]
    public void A_different_call_gives_another_model() =>
        Gen.Select(Programs, Gen.Int[0, Calls.Length - 1], Gen.Int[0, Calls.Length - 1]).Where((p, one, other) => one != other && !p.Contains(one) && !p.Contains(other))
            .Sample((p, one, other) => !Build([.. p, one]).Equals(Build([.. p, other])), iter: 5000, threads: 1);

    [Fact]
    public void One_call_more_gives_another_model() =>
        Calls.Select((_, i) => Build([i])).Append(Build([])).Distinct().Count().ShouldBe(Calls.Length + 1);

    [Fact]
    public void Random_overlays_are_equal_only_when_their_entries_are() =>
        Gen.Select(Nasty.Overlay, Nasty.Overlay).Sample((a, b) => a.Model.Equals(b.Model) == a.Model.Overlay.SequenceEqual(b.Model.Overlay) && a.Model == a.Model with { }, iter: 100, threads: 1);

    [Fact]
    public void Lists_compare_by_their_items_and_a_default_one_is_empty()
    {
        new EquatableArray<string>(["a", "b"]).ShouldBe(new EquatableArray<string>(["a", "b"]));
        (new EquatableArray<string>(["a", "b"]) != new EquatableArray<string>(["b", "a"])).ShouldBeTrue();
        default(EquatableArray<string>).ShouldBe(new EquatableArray<string>([]));
        default(EquatableArray<string>).GetHashCode().ShouldBe(new EquatableArray<string>([]).GetHashCode());
        new EquatableArray<int>([1, 2]).ToString().ShouldBe("[1, 2]");
    }

    private static LiveCdModel Build(int[] program)
    {
        var builder = new LiveCdBuilder();
        foreach (var call in program) Calls[call](builder);
        return builder.Build("x");
    }
}
