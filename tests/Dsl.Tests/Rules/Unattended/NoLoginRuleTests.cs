using System.Linq;
using Bivouac.Rules.Fixes;
using Shouldly;
using Xunit;

namespace Bivouac.Dsl.Tests.Rules.Unattended;

public class NoLoginRuleTests() : RuleTests("BIV0812")
{
    private const string Hash = "$6$saltsalt$nTeVp8vDWYu/a50Sogd2hFwjVV6oyzafBxe6xN6H3jt08aJbyeshYNo8SlTVK2564bmw2R9YYKeBhivZFd5XM1";

    [Fact]
    public void Ssh_without_keys_and_passwords_is_found()
    {
        Find(iso => iso.Ssh(s => s.OpenSsh())).ShouldBe(["Ssh: SSH is declared, but there are no keys, so nobody can log in; name a file of public keys with .AuthorizedKeys(\"...\")"]);
        Elements(iso => iso.Ssh(s => s.Dropbear()).User("a", 1000)).ShouldBe(["Ssh"]);
        Find(iso => iso.Ssh(s => s.AllowPasswords()).User("a", 1000)).ShouldBe(["Ssh: SSH is declared, but there are neither keys nor a user with a password, so nobody can log in; name a file of public keys with .AuthorizedKeys(\"...\")"]);
        Elements(iso => iso.Ssh(s => s.AllowPasswords()).RootPassword(Hash)).ShouldBe(["Ssh"]);
        Elements(iso => iso.Ssh(s => s.OpenSsh()).User("a", 1000, u => u.PasswordHash(Hash))).ShouldBe(["Ssh"]);
        Elements(iso => iso.Ssh(s => s.AllowPasswords()).User("a", 1000, u => u.PasswordHash(Hash).Shell("/sbin/nologin"))).ShouldBe(["Ssh"]);
    }

    [Fact]
    public void Keys_of_root_alone_let_nobody_in_when_root_may_not() =>
        Find(iso => iso.Ssh(s => s.AuthorizedKeys("keys").Root(RootLogin.Never))).ShouldBe(["Ssh: SSH lets only keys in, and the only keys are root's, who may not log in, so nobody can; give a user keys with .User(..., u => u.AuthorizedKeys(\"...\"))"]);

    [Fact]
    public void Passwords_that_nobody_has_are_found() => Elements(iso => iso.Ssh(s => s.AllowPasswords().AuthorizedKeys("keys"))).ShouldBe(["Ssh.AllowsPasswords"]);

    [Fact]
    public void Who_can_log_in_is_fine()
    {
        Clean(iso => iso.Ssh(s => s.AuthorizedKeys("keys")));
        Clean(iso => iso.Ssh(s => s.Root(RootLogin.Never)).User("a", 1000, u => u.AuthorizedKeys("keys")));
        Clean(iso => iso.Ssh(s => s.AllowPasswords()).User("a", 1000, u => u.PasswordHash(Hash)));
        Clean(iso => iso.Ssh(s => s.OpenSsh()).File("/root/.ssh/authorized_keys", "ssh-ed25519 AAAA\n", "0600"));
        Clean(iso => iso.Apks("openssh").Enable("sshd"));
    }

    [Fact]
    public void Where_keys_may_come_from_elsewhere_nothing_is_said()
    {
        Clean(iso => iso.Ssh(s => s.OpenSsh()).Tree("overlay"));
        Clean(iso => iso.Ssh(s => s.OpenSsh()).RawOverlayShell("cp keys \"$tmp\"/root", "a reason"));
        Clean(iso => iso.Ssh(s => s.OpenSsh()).File("/etc/ssh/sshd_config", "AuthorizedKeysFile /etc/keys/%u\n"));
        Clean(iso => iso.Ssh(s => s.OpenSsh()).Service("keys", s => s.Shell("cp /media/keys /root/.ssh/authorized_keys\n", "a reason")));
        Clean(iso => iso.Ssh(s => s.AllowPasswords()).LocalD("p", "chpasswd -e < /media/hash\n"));
        Clean(iso => iso.Ssh(s => s.OpenSsh()).Apks("cloud-init"));
        Clean(iso => iso.Ssh(s => s.OpenSsh()).Link("/home", "/media/home"));
    }

    [Theory]
    [InlineData("# put yours here\n\n", true)]
    [InlineData("nothing\n", true)]
    [InlineData("# ops\nssh-ed25519 AAAA ops\n", false)]
    [InlineData("restrict,pty ecdsa-sha2-nistp256 AAAA ops\n", false)]
    [InlineData("sk-ssh-ed25519@openssh.com AAAA ops", false)]
    public void A_file_without_a_key_lets_nobody_in(string text, bool isFound)
    {
        Project.Add("keys/root", text);
        Find(iso => iso.Ssh(s => s.AuthorizedKeys("keys/root"))).ShouldBe(isFound ? ["Overlay[1].Source: '/root/.ssh/authorized_keys' (keys/root) has no key, and nothing else lets anybody in by SSH, so nobody can log in; put public keys into it, one a line, before you build"] : []);
        Elements(iso => iso.Ssh(s => s.Dropbear()).User("a", 1000, u => u.AuthorizedKeys("keys/root"))).Length.ShouldBe(isFound ? 1 : 0);
    }

    [Fact]
    public void A_shell_that_nothing_brings_lets_its_user_not_in()
    {
        Find(iso => iso.Ssh(s => s.AuthorizedKeys("keys")).User("a", 1000, u => u.Shell("/bin/bash"))).ShouldBe(
            ["Users[0].Shell: the shell '/bin/bash' of the user 'a' is in the package bash, which the image does not have, so nobody can log in as that user; add .Apks(\"bash\")"]);
        Fixes(iso => iso.Ssh(s => s.AuthorizedKeys("keys")).User("a", 1000, u => u.Shell("/bin/bash"))).Single().ShouldBe(new Fix(FixKind.AddCall, "", ".Apks(\"bash\")"));
        Elements(iso => iso.Ssh(s => s.OpenSsh()).User("a", 1000, u => u.Shell("/bin/bash").AuthorizedKeys("keys"))).ShouldBe(["Users[0].Shell", "Ssh"]);
        Clean(iso => iso.Apks("bash").Ssh(s => s.AuthorizedKeys("keys")).User("a", 1000, u => u.Shell("/bin/bash")));
        Clean(iso => iso.Apks("needs-bash").Ssh(s => s.AuthorizedKeys("keys")).User("a", 1000, u => u.Shell("/bin/bash")));
        Clean(iso => iso.Ssh(s => s.AuthorizedKeys("keys")).User("a", 1000, u => u.Shell("/bin/ash")).User("b", 1001, u => u.Shell("/opt/x/shell")));
    }

    [Fact]
    public void With_an_index_it_is_known_what_brings_a_shell()
    {
        Index = "P:bash\nV:5.2.37-r0\nA:x86_64\n\nP:tools\nV:1\nA:x86_64\nD:bash\n\nP:other\nV:1\nA:x86_64\n\nP:openssh\nV:1\nA:x86_64\n";
        Elements(iso => iso.Arch(Arch.X86_64).Apks("other").User("a", 1000, u => u.Shell("/bin/bash"))).ShouldBe(["Users[0].Shell"]);
        Clean(iso => iso.Arch(Arch.X86_64).Apks("tools").User("a", 1000, u => u.Shell("/bin/bash")));
    }

    [Fact]
    public void What_carries_the_declarations_out_must_not_be_disabled()
    {
        Find(iso => iso.Ssh(s => s.AuthorizedKeys("keys")).Network(n => n.DhcpOnAllInterfaces()).User("a", 1000).Disable("sshd", "bivouac-network", "bivouac-accounts", "syslog")).ShouldBe(
        [
            "DisabledServices[0]: .Ssh(...) is declared, and its service 'sshd' is disabled, so no SSH server starts; take it out of .Disable(...)",
            "DisabledServices[1]: .Network(...) is declared, and its service 'bivouac-network' is disabled, so no interface gets an address; take it out of .Disable(...)",
            "DisabledServices[2]: accounts are declared, and their service 'bivouac-accounts' is disabled, so there are none of them; take it out of .Disable(...)",
        ]);
        Clean(iso => iso.Ssh(s => s.AuthorizedKeys("keys")).Disable("sshd").Link("/etc/runlevels/default/sshd", "/etc/init.d/sshd"));
        Clean(iso => iso.Ssh(s => s.AuthorizedKeys("keys")).Disable("dropbear", "bivouac-network"));
    }
}
