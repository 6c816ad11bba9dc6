using Bivouac.Dsl.Tests.Declaration;
using Bivouac.Rules.Fixes;
using Shouldly;
using Xunit;

namespace Bivouac.Dsl.Tests.Rules.Versions;

public class HardcodedVersionRuleTests() : RuleTests("BIV0201")
{
    [Fact]
    public void Versions_of_downloads_are_found_once()
    {
        Find(iso => iso
            .Download("a", d => d.From("https://host/tool-1.2.3.tar.gz").ChecksumFile(".sha256").Unpack("/opt"))
            .Download("b", d => d.From($"https://host/{Samples.Go}/tool-4.5.6.run").ChecksumFile("https://host/7.8.9/SUMS"))
            .Download("c", d => d.GoToolchain("1.23.6", Arch.X86_64))
            .BuildStep("s", b => b.Environment("TOOL", "2.3.4"))).ShouldBe(
        [
            Message("Downloads[0].Url", "1.2.3"), Message("Downloads[1].Url", "4.5.6"), Message("Downloads[1].Checksums[0]", "7.8.9"), Message("Downloads[2].Url", "1.23.6"), Message("BuildSteps[0].Environment[0].Value", "2.3.4"),
        ]);
        Clean(iso => iso.Download("a", d => d.GitHubRelease("a/b", $"v{Samples.Go}", $"tool-{Samples.Go}.tar.gz")).Download("b", d => d.NvidiaDriver(Samples.Nvidia, Arch.X86_64)).BuildStep("s", b => b.Key(Samples.Go)));
    }

    [Fact]
    public void Versions_that_stand_in_a_definition_are_found_where_they_stand() => Find(iso => iso
        .Alpine("3.21")
        .Kernel(KernelFlavor.Lts).Kernel(KernelFlavor.Virt, "6.12")
        .Apk("go", a => a.Exactly("2"))
        .Repository("https://host/x/1.2.3/")
        .Repository("https://host/v3.20/extra")
        .File("/opt/tool-1.2.3/x", "")).ShouldBe(
        [
            Message("Branch", "3.21"), Message("Kernels[1].Version", "6.12"), Message("Apks[0].Constraint", "2"), Message("Repositories[0].Url", "1.2.3"), Message("Repositories[1].Url", "3.20"), Message("Overlay[0].Path", "1.2.3"),
        ]);

    [Fact]
    public void Entries_of_versions_are_fine() => Clean(iso => iso.Alpine(Samples.Alpine).Kernel(KernelFlavor.Lts, Samples.Kernel).Apk("go", a => a.StartingWith(Samples.Go)).Repository($"https://host/v{Samples.Alpine}/x"));

    [Fact]
    public void A_version_beside_an_entry_is_still_found() => Find(iso => iso.Repository($"https://host/v{Samples.Alpine}/x/1.2.3/")).ShouldBe([Message("Repositories[0].Url", "1.2.3")]);

    [Theory]
    [InlineData("http://10.0.0.1/alpine")]
    [InlineData("http://192.168.178.20:8080/alpine")]
    [InlineData("https://host/edge/testing")]
    [InlineData("https://host2/x86_64")]
    public void Addresses_are_no_versions(string url) => Clean(iso => iso.Repository(url));

    [Theory]
    [InlineData("/usr/lib/libssl1.1")]
    [InlineData("/etc/rc2.d/x")]
    [InlineData("/etc/10-x.conf")]
    public void Numbers_that_are_part_of_a_name_are_no_versions(string path) => Clean(iso => iso.File(path, ""));

    [Fact]
    public void Names_of_packages_are_no_versions() => Clean(iso => iso.Apks("libssl1.1", "python3"));

    [Theory]
    [InlineData("wget https://host/tool/v1.2.3/tool\n", "1.2.3", "TOOL_VERSION")]
    [InlineData("curl -O https://host:8080/download/1.2.3/agent.bin\n", "1.2.3", "AGENT_VERSION")]
    [InlineData("tar xf /srv/go1.23.6.linux-amd64.tar.gz\n", "1.23.6", "GO_VERSION")]
    [InlineData("apk add curl 'nginx=1.26.2-r4'\n", null, null)]
    [InlineData("apk add curl nginx=1.26.2-r4\n", "1.26.2", "NGINX_VERSION")]
    public void Versions_in_addresses_archives_and_commands_of_a_text_are_found(string text, string? version, string? key)
    {
        Fixes(iso => iso.File("/usr/local/bin/x", text)).ShouldBe(version is null ? [] : [new Fix(FixKind.MoveToVersions, key!, version)]);
        Elements(iso => iso.RawOverlayShell(text, "why")).ShouldBe(version is null ? [] : ["RawShell[0].Text"]);
    }

    [Theory]
    [InlineData("# https://host/v1.2.3/x\n")]
    [InlineData("Version 1.2.3 of the audit\n")]
    [InlineData("server 10.0.0.1\nhttp://10.0.0.1:8080/x\n")]
    [InlineData("timeout=1.5\n")]
    [InlineData("https://v1.2.example.org/x\n")]
    public void Other_numbers_of_a_text_are_left_alone(string text) => Clean(iso => iso.File("/etc/x", text).ConfD("x", "y", text.Trim()).CommandLine(c => c.Append("x=1.5")));

    [Fact]
    public void Sources_settings_and_the_command_line_are_read() => Elements(iso => iso
        .FileFrom("/opt/x", "build/agent-1.2.3.bin")
        .ConfD("x", "URL", "https://host/1.2.3/x")
        .CommandLine(c => c.Append("alpine_repo=http://host/v3.21/main"))).ShouldBe(["CommandLine.Parameters[0]", "Overlay[0].Source", "ConfD[0].Value"]);

    [Fact]
    public void The_repair_names_a_key_after_what_the_version_is_of() => Fixes(iso => iso
        .Alpine("3.21").Kernel(KernelFlavor.Virt, "6.12").Apk("nvidia-driver", a => a.Exactly("2")).Repository("https://dl/alpine/v3.20/x").Repository("https://dl/9.9/")).ShouldBe(
        [
            new Fix(FixKind.MoveToVersions, "ALPINE_VERSION", "3.21"), new Fix(FixKind.MoveToVersions, "KERNEL_VERSION", "6.12"), new Fix(FixKind.MoveToVersions, "NVIDIA_DRIVER_VERSION", "2"),
            new Fix(FixKind.MoveToVersions, "ALPINE_VERSION", "3.20"), new Fix(FixKind.MoveToVersions, "DL_VERSION", "9.9"),
        ]);

    [Fact]
    public void Edge_is_no_version() => Clean(iso => iso.Alpine("edge"));

    private static string Message(string element, string version) => $"{element}: the version '{version}' is written into the definition; move it to VERSIONS and refer to it as Versions.KEY";

    [Fact]
    public void What_services_and_consoles_run_is_looked_at() => Elements(iso => iso
        .Service("a", s => s.Run("/bin/get", "--all", "https://example.org/tool-1.2.3.tar.gz").Shell("tar xf /srv/tool-1.2.3.tar.gz\n", "a reason").Environment("FROM", "/srv/tool-1.2.3.zip"))
        .Service("b", s => s.Run("/bin/serve", "--listen=0.0.0.0:80", "1.2"))
        .Autologin("tty1", "root", "/bin/show", "tool-1.2.3.tar.gz")).ShouldBe(
        [
            "DeclaredServices[0].Steps[0].Arguments[1]", "DeclaredServices[0].Environment[0].Value", "Autologins[0].Arguments[0]", "DeclaredServices[0].Steps[1].Text",
        ]);
}
