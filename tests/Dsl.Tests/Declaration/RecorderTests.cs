using System;
using System.Linq;
using Shouldly;
using Xunit;

namespace Bivouac.Dsl.Tests.Declaration;

/// <summary>Given a call, when it was recorded, then each element it made points to the argument it came from.</summary>
public class RecorderTests
{
    public static TheoryData<string, string[], Action<LiveCdBuilder>> Origins => new()
    {
        { "Arch", ["Arches[0]=arches[0]", "Arches[1]=arches[1]"], iso => iso.Arch(Arch.X86, Arch.X86_64) },
        { "Alpine", ["Branch=branch"], iso => iso.Alpine("edge") },
        { "Hostname", ["Hostname=name"], iso => iso.Hostname("a") },
        { "Title", ["Title=title"], iso => iso.Title("a") },
        { "Description", ["Description=description"], iso => iso.Description("a") },
        { "VolumeLabel", ["VolumeLabel=label"], iso => iso.VolumeLabel("a") },
        { "Inherit", ["Base=profile"], iso => iso.Inherit(BaseProfile.Base) },
        { "Kernel", ["Kernels[0]=flavor", "Kernels[1]=flavor", "Kernels[1].Version=version"], iso => iso.Kernel(KernelFlavor.Lts).Kernel(KernelFlavor.Virt, "6.12") },
        { "KernelAddons", ["KernelAddons[0]=names[0]"], iso => iso.KernelAddons("a") },
        { "BootAddons", ["BootAddons[0]=addons[0]"], iso => iso.BootAddons(BootAddon.AmdMicrocode) },
        { "CommandLine", ["CommandLine.Modules[0]=names[0]", "CommandLine.Parameters[0]=parameters", "CommandLine.Parameters[1]=parameters", "CommandLine="], iso => iso.CommandLine(l => l.Modules("a").Append("b").Append("c").Verbose()) },
        { "CommandLine.Replace", ["CommandLine.Parameters[0]=parameters", "CommandLine.Parameters[0]=parameters"], iso => iso.CommandLine(l => l.Append("b").Replace("c")) },
        { "InitfsFeatures", ["InitfsFeatures[0]=features[0]", "RemovedInitfsFeatures[0]=features[0]"], iso => iso.InitfsFeatures(InitfsFeature.Lvm).RemoveInitfsFeatures(InitfsFeature.Mmc) },
        { "GrubModules", ["GrubModules[0]=modules[0]", "GrubModules[1]=modules[0]"], iso => iso.GrubModules(GrubModule.Lvm).GrubModules(GrubModule.Chain) },
        { "Timeouts", ["GrubTimeout=seconds", "SyslinuxTimeout=tenths"], iso => iso.GrubTimeout(1).SyslinuxTimeout(1) },
        { "SerialConsole", ["SerialConsole="], iso => iso.SerialConsole() },
        { "Modloop", ["ModloopCompression=compression", "ModloopFirmware[0]=paths[0]"], iso => iso.Modloop(ModloopCompression.Xz).ModloopFirmware("a") },
        { "Initramfs", ["InitramfsCompression=compression"], iso => iso.Initramfs(InitramfsCompression.Xz) },
        { "Apks", ["Apks[0]=names[0]", "Apks[1]=names[1]", "Apks[2]=names[0]"], iso => iso.Apks("a", "b").MediumApks("c") },
        { "Apk", ["Apks[0]=name", "Apks[0].Constraint=version", "Apks[0].Repository=tag"], iso => iso.Apk("a", a => a.AtLeast("1").From("t")) },
        { "RemoveApks", ["RemovedApks[0]=names[0]"], iso => iso.RemoveApks("a") },
        { "Firmware", ["Firmware[0]=firmware[0]"], iso => iso.Firmware(Firmware.Intel) },
        { "Repository", ["Repositories[0]=", "Repositories[0].Url=url", "Repositories[0].Key=key"], iso => iso.Repository("https://x", "t", "k") },
        { "Enable", ["Services[0]=service", "Services[1]=service", "Services[1].Runlevel=runlevel"], iso => iso.Enable("a").Enable("b", Runlevel.Boot) },
        { "Disable", ["DisabledServices[0]=services[0]", "DefaultServices="], iso => iso.Disable("a").WithoutDefaultServices() },
        { "ConfD", ["ConfD[0]=service", "ConfD[0].Value=value"], iso => iso.ConfD("a", "b", "c") },
        { "LocalD", ["Services[0]=name", "Overlay[0]=", "Overlay[0].Path=name", "Overlay[0].Content=script"], iso => iso.LocalD("a", "b") },
        { "Modules", ["Modules[0]=names[0]"], iso => iso.Modules("a") },
        { "Sysctl", ["Sysctl[0]=key", "Sysctl[0].Value=value"], iso => iso.Sysctl("a", "b") },
        { "File", ["Overlay[0]=", "Overlay[0].Path=path", "Overlay[0].Content=content", "Overlay[0].Mode=mode"], iso => iso.File("/a", "b") },
        { "FileFrom", ["Overlay[0]=", "Overlay[0].Path=path", "Overlay[0].Source=source", "Overlay[0].Mode=mode"], iso => iso.FileFrom("/a", "b") },
        { "Tree", ["Overlay[0]=", "Overlay[0].Path=path", "Overlay[0].Source=source"], iso => iso.Tree("b") },
        { "Link", ["Overlay[0]=", "Overlay[0].Path=path", "Overlay[0].Target=target"], iso => iso.Link("/a", "b") },
        { "Directory", ["Overlay[0]=", "Overlay[0].Path=path", "Overlay[0].Mode=mode"], iso => iso.Directory("/a") },
        { "Remove", ["Overlay[0]=", "Overlay[0].Path=path"], iso => iso.Remove("/a") },
        { "RawShell", ["RawShell[0]=", "RawShell[0].Text=shell", "RawShell[1]=", "RawShell[1].Text=shell"], iso => iso.RawProfileShell("a", "b").RawOverlayShell("a", "b") },
        { "Download", ["Downloads[0]=name", "Downloads[0].Url=url", "Downloads[0].Checksums[0]=suffixOrUrl", "Downloads[0].Checksums[1]=sha256", "Downloads[0].Listing=url"], iso => iso.Download("a", d => d.From("https://a/b").ChecksumFile(".s").Sha256(Samples.Sum).ListedAt("https://a/", "(x)")) },
        { "Download.Into", ["Downloads[0]=name", "Downloads[0].Url=url", "Downloads[0].Checksums[0].Path=path", "Downloads[0].Checksums[0]=jsonUrl", "Overlay[0]=", "Overlay[0].Path=path", "Overlay[0].Mode=mode"], iso => iso.Download("a", d => d.From("https://a/b").ChecksumFrom("https://a/c", "d").Into("/x")) },
        { "Download.Unpack", ["Downloads[0]=name", "Downloads[0].Url=url", "Downloads[0].Checksums[0]=sha256", "Overlay[0]=", "Overlay[0].Path=path", "Overlay[0].Members[0]=members[0]"], iso => iso.Download("a", d => d.From("https://a/b").Sha256(Samples.Sum).Unpack("/", "x").StripComponents(2)) },
        { "Download of a known vendor", ["Downloads[0]=name", "Downloads[0].Url=version", "Downloads[0].Checksums[0]=version", "Downloads[0].Listing=version"], iso => iso.Download("a", d => d.GoToolchain(Samples.Go, Arch.X86_64)) },
        { "Download of GitHub", ["Downloads[0]=name", "Downloads[0].Url=asset", "Downloads[0].Checksums[0]=checksums", "Downloads[0].Listing=tag"], iso => iso.Download("a", d => d.GitHubRelease("a/b", "c", "d")) },
        {
            "BuildStep",
            ["BuildSteps[0]=name", "BuildSteps[0].Apks[0]=names[0]", "BuildSteps[0].Downloads[0]=downloads[0]", "BuildSteps[0].Script=path", "BuildSteps[0].Inputs[0]=paths[0]", "BuildSteps[0].Keys[0]=version", "BuildSteps[0].KeyOfKernel=", "BuildSteps[0].Environment[0]=name", "BuildSteps[0].Environment[0].Value=value", "BuildSteps[0].Timeout=limit", "Overlay[0]=", "Overlay[0].Path=path"],
            iso => iso.BuildStep("a", b => b.Apks("a").Uses("d").Script("s").Inputs("i").Key(Samples.Go).KeyOfKernel().Environment("E", "v").Timeout(TimeSpan.FromHours(1)).Output("/x"))
        },
        {
            "SmokeTest",
            ["SmokeTests[0]=name", "SmokeTests[0].Ssh=command", "SmokeTests[0].User=name", "SmokeTests[0].Key=path", "SmokeTests[0].Expect=pattern", "SmokeTests[0].Console=pattern", "SmokeTests[0].Port=number", "SmokeTests[0].Within=limit", "SmokeTests[1]=name", "SmokeTests[1].Port=number"],
            iso => iso.SmokeTest("a", t => t.Ssh("true").User("ops").Key("k").Expect("x").Console("y").Port(80).Within(TimeSpan.FromHours(1))).SmokeTest("b", t => t.Port(22))
        },
    };

    [Theory]
    [MemberData(nameof(Origins))]
    public void Elements_know_their_arguments(string call, string[] expected, Action<LiveCdBuilder> declare)
    {
        _ = call;
        var builder = new LiveCdBuilder();
        declare(builder);
        builder.Recorder.Origins.Select(o => o.Path + "=" + o.Parameter + (o.Index < 0 ? "" : $"[{o.Index}]")).ShouldBe(expected);
    }

    [Fact]
    public void Every_parameter_that_is_noted_belongs_to_a_method_of_a_builder()
    {
        var names = new[] { typeof(LiveCdBuilder), typeof(ApkBuilder), typeof(CommandLineBuilder), typeof(DownloadBuilder), typeof(DownloadSourceBuilder), typeof(VerifiedDownloadBuilder), typeof(BuildStepBuilder), typeof(SmokeTestBuilder) }.SelectMany(t => t.GetMethods()).SelectMany(m => m.GetParameters()).Select(p => p.Name).ToHashSet();
        Origins.SelectMany(o => o.Data.Item2).Select(o => o.Split('=')[1].Split('[')[0]).Where(p => p.Length > 0).ShouldAllBe(p => names.Contains(p));
    }
}
