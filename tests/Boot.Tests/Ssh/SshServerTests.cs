using Bivouac.Boot.Tests.Machine;
using Shouldly;
using Xunit;

namespace Bivouac.Boot.Tests.Ssh;

public sealed class SshServerTests(BaseRoot root)
{
    private static readonly string Hash = "$6$abcdefgh$" + new string('x', 86);

    [Theory]
    [InlineData(false)]
    [InlineData(true)]
    public void U7_Root_and_users_log_in_by_key_and_nobody_by_password(bool isDropbear)
    {
        using var system = root.Install(iso => Server(iso, isDropbear, RootLogin.KeysOnly)).Start();
        system.ShouldAnswer($"{(isDropbear ? "dropbear" : "sshd")}, root and a user by key");
        system.Ssh(null, "ops", "id -un").Output.ShouldBe("ops\n");
        Offered(system, "root").ShouldNotContain("password");
        Offered(system, "ops").ShouldNotContain("password");
        Offered(system, "ops").ShouldContain("publickey");
    }

    [Theory]
    [InlineData(false)]
    [InlineData(true)]
    public void U7_Root_stays_out_where_that_is_declared_and_users_get_in(bool isDropbear)
    {
        using var system = root.Install(iso => Server(iso, isDropbear, RootLogin.Never)).Start();
        system.Until(() => system.Ssh(null, "ops", "id -un").Output == "ops\n", "a user logs in");
        system.Ssh(null, "root", "true").ExitCode.ShouldBe(255);
        system.ShouldComplete();
    }

    [Theory]
    [InlineData(false, false)]
    [InlineData(false, true)]
    [InlineData(true, false)]
    [InlineData(true, true)]
    public void U7_Connections_are_forwarded_where_that_is_declared_and_nowhere_else(bool isDropbear, bool isAllowed)
    {
        using var system = root.Install(iso => iso.Network(_ => { }).Ssh(s =>
        {
            (isDropbear ? s.Dropbear() : s.OpenSsh()).AuthorizedKeys("keys/test.pub");
            if (isAllowed) s.AllowForwarding();
        })).Start();
        system.ShouldAnswer($"{(isDropbear ? "dropbear" : "sshd")}, forwarding {(isAllowed ? "allowed" : "refused")}");
        var forwarded = system.Forward("127.0.0.1:22");
        if (isAllowed) forwarded.Output.ShouldStartWith("SSH-2.0-");
        else forwarded.Errors.ShouldContain("stdio forwarding failed");
    }

    [Fact]
    public void U7_Sshd_starts_without_a_network_although_a_specific_address_would_need_one()
    {
        using var system = root.InstallWithSsh(iso => iso.Service("loud", s => s.Run("/bin/false").Essential("the test says so")));
        System.IO.File.AppendAllText(system.Root + "/etc/ssh/sshd_config", "ListenAddress 127.0.0.1\n");
        System.IO.File.Delete(system.Root + "/etc/runlevels/boot/bivouac-network");
        system.Adjust = "chmod 0 \"$1/etc/init.d/bivouac-network\"; ip link set lo up";
        system.Start();
        system.ShouldAnswer("sshd with a ListenAddress, and the network's service cannot start");
    }

    [Theory]
    [InlineData(false)]
    [InlineData(true)]
    public void U7_The_server_starts_where_nothing_provides_a_network(bool isDropbear)
    {
        using var system = root.Install(iso => iso.Ssh(s => (isDropbear ? s.Dropbear() : s.OpenSsh()).AuthorizedKeys("keys/test.pub").Port(2222)));
        system.Port = 2222;
        system.Adjust = "ip link set lo up";
        system.Start();
        system.ShouldAnswer($"{(isDropbear ? "dropbear" : "sshd")} on port 2222, and no network is declared");
    }

    private static void Server(LiveCdBuilder iso, bool isDropbear, RootLogin login) => iso
        .Network(_ => { })
        .User("ops", 1500, u => u.AuthorizedKeys("keys/test.pub").PasswordHash(Hash))
        .Ssh(s => (isDropbear ? s.Dropbear() : s.OpenSsh()).AuthorizedKeys("keys/test.pub").Root(login));

    /// <summary>The ways to log in that the server names to somebody without a key.</summary>
    private static string Offered(BootedSystem system, string user) => system.Space.Try(
        "/usr/bin/ssh", "-F", "none", "-o", "IdentityFile=none", "-o", "BatchMode=yes", "-o", "StrictHostKeyChecking=no", "-o", "UserKnownHostsFile=/dev/null", user + "@127.0.0.1", "true").Errors;
}
