using Bivouac.Dsl.Tests.Apk;
using Bivouac.Rules.Fixes;
using Shouldly;
using Xunit;

namespace Bivouac.Dsl.Tests.Rules.Apks;

public class UnknownApkRuleTests() : RuleTests("BIV0403")
{
    private const string Some = "P:openssh\nV:9.9_p2-r0\nA:x86_64\np:sshd cmd:sshd=9.9_p2-r0\n\nP:alpine-base\nV:3.21.3-r0\n\nP:linux-firmware-intel\nV:20250311-r0\n";

    [Fact]
    public void A_name_that_nothing_has_is_found_with_its_neighbours()
    {
        Index = Some;
        Find(iso => iso.Arch(Arch.X86_64).Alpine("3.21").Apks("opensh"))
            .ShouldBe(["Apks[0]: the package 'opensh' is not in the package index of Alpine 3.21 for x86_64, so mkimage.sh would fail minutes into the build; correct the name (near: openssh) or declare the repository that has it"]);
        Fixes(iso => iso.Arch(Arch.X86_64).Apks("opensh")).ShouldBe([new Fix(FixKind.ReplaceText, "", "openssh")]);
    }

    [Fact]
    public void Packages_for_the_medium_and_firmware_are_looked_up_too()
    {
        Index = Some;
        Elements(iso => iso.Arch(Arch.X86_64).Apks("openssh").MediumApks("gparted").Apk("go", a => a.StartingWith("1.23")).Firmware(Firmware.Intel, Firmware.Qed))
            .ShouldBe(["Apks[1]", "Apks[2]", "Firmware[1]"]);
    }

    [Fact]
    public void Names_that_packages_provide_are_fine()
    {
        Index = Some;
        Clean(iso => iso.Arch(Arch.X86_64).Apks("sshd", "openssh", "alpine-base"));
    }

    [Fact]
    public void Nothing_is_said_where_the_packages_are_not_known()
    {
        Clean(iso => iso.Arch(Arch.X86_64).Apks("nosuch"));
        Index = Some;
        Clean(iso => iso.Arch(Arch.Aarch64).Apks("nosuch"));
        Clean(iso => iso.Apks("nosuch"));
        Clean(iso => iso.Arch(Arch.X86_64).Repository("https://apk.example.org/v1").Apks("nosuch"));
        Clean(iso => iso.Arch(Arch.X86_64).Repository("https://apk.example.org/v1", tag: "own").Apk("nosuch", a => a.From("own")));
    }

    [Fact]
    public void A_tagged_repository_serves_no_other_package()
    {
        Index = Some;
        Elements(iso => iso.Arch(Arch.X86_64).Repository("https://apk.example.org/v1", tag: "own").Apks("nosuch")).ShouldBe(["Apks[0]"]);
    }

    [Fact]
    public void A_package_of_another_architecture_is_no_misspelling()
    {
        IndexFiles = [("v3.21/main/x86_64/APKINDEX", "P:intel-ucode\nV:1-r0\n"), ("v3.21/community/x86_64/APKINDEX", ""), ("v3.21/main/aarch64/APKINDEX", "P:openssh\nV:1-r0\n"), ("v3.21/community/aarch64/APKINDEX", "")];

        Find(iso => iso.Arch(Arch.X86_64, Arch.Aarch64).Alpine("3.21").Apks("intel-ucode"))
            .ShouldBe(["Apks[0]: the package 'intel-ucode' is not in the package index of Alpine 3.21 for aarch64, so mkimage.sh would fail minutes into the build; there is one for x86_64: declare the architectures as images of their own"]);
        Clean(iso => iso.Arch(Arch.X86_64).Alpine("3.21").Apks("intel-ucode"));
        Clean(iso => iso.Arch(Arch.X86_64).Alpine("3.20").Apks("intel-ucod"));
        Elements(iso => iso.Arch(Arch.X86_64).Apks("intel-ucod")).ShouldBe(["Apks[0]"]);
    }

    [Theory]
    [InlineData("opensh", "openssh")]
    [InlineData("e2fsprog", "e2fsprogs")]
    [InlineData("pyhton3", "python3")]
    public void The_real_index_has_what_was_meant(string wrong, string right)
    {
        Index = string.Join("\n", RealIndex.Lines());

        Fixes(iso => iso.Arch(Arch.Aarch64).Apks(wrong))[0].Value.ShouldBe(right);
        Clean(iso => iso.Arch(Arch.Aarch64).Apks(right, "alpine-base", "linux-firmware-any").Firmware(Firmware.Intel, Firmware.Bnx2x, Firmware.RtlNic, Firmware.None));
    }
}
