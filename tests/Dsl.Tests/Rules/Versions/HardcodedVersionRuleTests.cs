using Bivouac.Dsl.Tests.Declaration;
using Shouldly;
using Xunit;

namespace Bivouac.Dsl.Tests.Rules.Versions;

public class HardcodedVersionRuleTests() : RuleTests("BIV0201")
{
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

    [Fact]
    public void Edge_is_no_version() => Clean(iso => iso.Alpine("edge"));

    private static string Message(string element, string version) => $"{element}: the version '{version}' is written into the definition; move it to VERSIONS and refer to it as Versions.KEY";
}
