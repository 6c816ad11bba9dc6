using Shouldly;
using Xunit;

namespace Bivouac.Dsl.Tests.Rules.Security;

public class PrivateKeyRuleTests() : RuleTests("BIV0601")
{
    private const string Pem = "-----BEGIN RSA PRIVATE KEY-----\nProc-Type: 4,ENCRYPTED\n\nMIIEpAIBAAKCAQEAabcdefghijk\n-----END RSA PRIVATE KEY-----\n";

    [Fact]
    public void Keys_are_found_by_their_text_and_by_their_place()
    {
        Project.Add("overlay/etc/tls/a.pem", "certificate\n" + Pem).Add("overlay/root/.ssh/id_ed25519", null);
        Find(iso => iso.Tree("overlay").File("/etc/b", Pem.Replace("RSA ", "")).FileFrom("/home/u/.ssh/id_rsa", "elsewhere").RawOverlayShell("cat > \"$tmp/k\" <<'E'\n" + Pem + "E\n", "why")).ShouldBe(
        [
            Message("Overlay[0].Source", "'overlay/etc/tls/a.pem:2'"), Message("Overlay[0].Source", "'/root/.ssh/id_ed25519' (overlay/root/.ssh/id_ed25519)"),
            Message("Overlay[1].Content", "'/etc/b'"), Message("Overlay[2].Path", "'/home/u/.ssh/id_rsa' (elsewhere)"), Message("RawShell[0].Text", "the raw shell"),
        ]);
    }

    [Theory]
    [InlineData("/root/.ssh/id_rsa.pub", "ssh-rsa AAAA\n")]
    [InlineData("/root/.ssh/id_rsa", "# put your key here\n")]
    [InlineData("/usr/bin/x", "#!/bin/sh\ngrep -q -- '-----BEGIN RSA PRIVATE KEY-----' \"$1\"\n")]
    [InlineData("/etc/ssl/ca.pem", "-----BEGIN CERTIFICATE-----\nMIIEpAIBAAKCAQEAabcdefghijk\n")]
    [InlineData("/etc/ssl/x.pem", "-----BEGIN PUBLIC KEY-----\nMIIEpAIBAAKCAQEAabcdefghijk\n")]
    [InlineData("/etc/doc", "-----BEGIN PRIVATE KEY-----\n...\n-----END PRIVATE KEY-----\n")]
    [InlineData("/etc/ssh/ssh_host_rsa_key", Pem)]
    public void What_is_no_key_or_a_host_key_is_fine(string path, string text) => Clean(iso => iso.File(path, text));

    [Fact]
    public void A_key_that_is_removed_is_fine() => Clean(iso => iso.File("/a/k", Pem).Remove("/a"));

    private static string Message(string element, string what) => element + ": " + what + " holds a private key, which everyone who has the image can read; make it at boot, or bring it in another way";
}
