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
}
