using Shouldly;
using Xunit;

namespace Bivouac.Dsl.Tests.Rules.Security;

public class HostKeyRuleTests() : RuleTests("BIV0602")
{
    private const string Key = "-----BEGIN OPENSSH PRIVATE KEY-----\nb3BlbnNzaC1rZXktdjEAAAAABG5vbmUAAAAEbm9uZQ==\n-----END OPENSSH PRIVATE KEY-----\n";

    [Fact]
    public void Host_keys_are_found()
    {
        Project.Add("overlay/etc/dropbear/dropbear_ed25519_host_key", null);
        Find(iso => iso.File("/etc/ssh/ssh_host_ed25519_key", Key, "0600").Tree("overlay").FileFrom("/etc/ssh/ssh_host_rsa_key", "k")).ShouldBe(
            [Message("Overlay[0].Path", "'/etc/ssh/ssh_host_ed25519_key'"), Message("Overlay[1].Source", "'/etc/dropbear/dropbear_ed25519_host_key' (overlay/etc/dropbear/dropbear_ed25519_host_key)"), Message("Overlay[2].Path", "'/etc/ssh/ssh_host_rsa_key' (k)")]);
    }

    [Fact]
    public void Public_keys_links_and_what_is_no_key_are_fine() => Clean(iso => iso.File("/etc/ssh/ssh_host_rsa_key.pub", "ssh-rsa AAAA").Link("/etc/ssh/ssh_host_ecdsa_key", "/media/usb/key").File("/etc/ssh/ssh_host_dsa_key", "").File("/etc/dropbear/dropbear_rsa_host_key", "")
        .FileFrom("/etc/dropbear/authorized_keys", "k").FileFrom("/etc/ssh/ca_key.pub", "k"));

    private static string Message(string element, string what) => element + ": " + what + " gives every machine the same SSH host key, so that whoever has the image can pose as each of them; leave it out, and the service makes keys at boot";
}
