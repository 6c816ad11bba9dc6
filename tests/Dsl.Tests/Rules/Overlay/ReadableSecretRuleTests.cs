using Bivouac.Rules.Fixes;
using Shouldly;
using Xunit;

namespace Bivouac.Dsl.Tests.Rules.Overlay;

public class ReadableSecretRuleTests() : RuleTests("BIV0310")
{
    private const string Key = "-----BEGIN OPENSSH PRIVATE KEY-----\nb3BlbnNzaC1rZXktdjEAAAAABG5vbmUAAAAEbm9uZQ==\n-----END OPENSSH PRIVATE KEY-----\n";

    [Fact]
    public void Secrets_that_all_can_read_are_found()
    {
        Project.Add("overlay/root/.ssh/id_rsa", null).Add("keys/tls.pem", Key);
        Find(iso => iso.File("/etc/shadow", "root:!::::::\n").FileFrom("/etc/ssh/ssh_host_rsa_key", "k", "0640").Tree("overlay").FileFrom("/etc/tls.pem", "keys/tls.pem")
            .File("/etc/wpa_supplicant/wpa_supplicant.conf", "network={\n psk=\"x\"\n}\n").File("/etc/ppp/chap-secrets", "# client\nuser * secret *\n").File("/etc/wireguard/wg0.conf", "PrivateKey = AAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAA=\n", "0604")).ShouldBe(
        [
            "Overlay[0].Mode: '/etc/shadow' holds password hashes and has the mode 0644, so every user can read it; give it the mode \"0600\"",
            "Overlay[1].Mode: '/etc/ssh/ssh_host_rsa_key' (k) holds a private key and has the mode 0640, so its group can read it; give it the mode \"0600\"",
            "Overlay[2].Source: '/root/.ssh/id_rsa' (overlay/root/.ssh/id_rsa) holds a private key and has the mode 0644 or 0755, so every user can read it; declare it after the tree with .FileFrom(..., mode: \"0600\")",
            "Overlay[3].Mode: '/etc/tls.pem' (keys/tls.pem) holds a private key and has the mode 0644 or 0755, so every user can read it; give it the mode \"0600\"",
            "Overlay[4].Mode: '/etc/wpa_supplicant/wpa_supplicant.conf' holds passwords of wireless networks and has the mode 0644, so every user can read it; give it the mode \"0600\"",
            "Overlay[5].Mode: '/etc/ppp/chap-secrets' holds passwords and has the mode 0644, so every user can read it; give it the mode \"0600\"",
            "Overlay[6].Mode: '/etc/wireguard/wg0.conf' holds keys of a tunnel and has the mode 0604, so every user can read it; give it the mode \"0600\"",
        ]);
    }

    [Fact]
    public void The_mode_is_the_repair() => Fixes(iso => iso.File("/etc/shadow", "root:!::::::\n")).ShouldBe([new Fix(FixKind.SetArgument, "mode", "\"0600\"")]);

    [Fact]
    public void What_only_its_owner_or_its_group_reads_is_fine() => Clean(iso => iso.File("/etc/shadow", "x", "0640").File("/etc/gshadow", "x", "0600").FileFrom("/root/.ssh/id_ed25519", "k", "0400").File("/etc/tls.pem", Key, "0640"));

    [Fact]
    public void What_is_no_secret_is_fine() => Clean(iso => iso.File("/root/.ssh/id_rsa.pub", "ssh-rsa AAAA").File("/root/.ssh/authorized_keys", "ssh-rsa AAAA").File("/etc/wpa_supplicant/wpa_supplicant.conf", "# psk=x\nkey_mgmt=NONE\n")
        .File("/etc/ppp/pap-secrets", "# client server secret ip\n").File("/etc/wireguard/wg0.conf", "PublicKey = x\n").File("/root/.ssh/id_rsa", "").FileFrom("/etc/wpa_supplicant/b.conf", "unknown"));

    [Fact]
    public void Modes_that_raw_shell_may_change_are_not_known() => Clean(iso => iso.File("/etc/shadow", "root:!::::::\n").RawOverlayShell("chmod 0600 \"$tmp/etc/shadow\"\n", "why"));
}
