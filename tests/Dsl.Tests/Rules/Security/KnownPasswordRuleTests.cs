using Shouldly;
using Xunit;

namespace Bivouac.Dsl.Tests.Rules.Security;

public class KnownPasswordRuleTests() : RuleTests("BIV0603")
{
    private const string Alpine = "$6$abc$Zb1.0gsFryQGAMqhG7ru3EsL32QHGzFiaECoib3hOjZfRecjSMIA6IDqTDs/s8oYPQG.VVaCCzS1IW8EUcQmw/";
    private const string Unknown = "$6$abc$7nIsuE9Kc/XmS9YsbLVIpD9zvnpVerrIUjF20LDgaIHNW8QfeRPPEl14QkYPhUa4ziDakyZFW1sEDCCY3FP0p/";

    [Fact]
    public void Empty_and_known_passwords_are_found() => Find(iso => iso.Hostname("lab7")
        .File("/etc/shadow", "root::0::::::\nkiosk:" + Alpine + ":0:0:99999:7:::\nuser:$6$abc$EPK9Jrhsx66eCpSWfDM4eBGaU4YfKYwDBthBhFy1nWO1lpIXKdiMHl7CBVRerJbBenBHKFU6itHnSD89zDtNE0:0:0:99999:7:::\n")
        .File("/etc/passwd", "root::0:0:root:/root:/bin/sh\n")).ShouldBe(
        [
            Message("Overlay[0].Content", "/etc/shadow", "root", "an empty password"), Message("Overlay[0].Content", "/etc/shadow", "kiosk", "the well-known password 'alpine'"),
            Message("Overlay[0].Content", "/etc/shadow", "user", "the well-known password 'lab7'"), Message("Overlay[1].Content", "/etc/passwd", "root", "an empty password"),
        ]);

    [Fact]
    public void Scripts_that_set_one_are_found()
    {
        Project.Add("overlay/etc/local.d/a.start", "#!/bin/sh\n# passwd -d root\npasswd -d root\necho 'kiosk:" + Alpine + "' | chpasswd -e\nchpasswd -e <<E\nuser:\nE\n");
        Find(iso => iso.Tree("overlay")).ShouldBe(
        [
            Message("Overlay[0].Source", "overlay/etc/local.d/a.start:3", "root", "an empty password"), Message("Overlay[0].Source", "overlay/etc/local.d/a.start:4", "kiosk", "the well-known password 'alpine'"),
            Message("Overlay[0].Source", "overlay/etc/local.d/a.start:6", "user", "an empty password"),
        ]);
    }

    [Theory]
    [InlineData("/etc/shadow", "root:!:0:0:99999:7:::\nbin:*:0::::::\nuser:" + Unknown + ":0:0:99999:7:::\nx:!" + Alpine + ":0:0:99999:7:::\n")]
    [InlineData("/etc/shadow", "root:$y$j9T$abcdefghijk$Vq1TS1mBxWB0eoLbrPTw1YaW5SSCgNNuRfT3RTOGfz9:0:0:99999:7:::\n")]
    [InlineData("/etc/shadow", "# root::0::::::\n\nroot:\nroot::\n")]
    [InlineData("/etc/passwd", "root:x:0:0:root:/root:/bin/sh\nbin::1:1:bin:/bin:/sbin/nologin\n")]
    [InlineData("/srv/shadow", "root::0::::::\n")]
    [InlineData("/etc/local.d/x.start", "#!/bin/sh\npasswd -d \"$user\"\necho passwd -d root\npasswd -l root\necho \"root:$hash\" | chpasswd -e\necho 'root:" + Unknown + "' | chpasswd -e\n")]
    public void What_nobody_can_guess_is_fine(string path, string text) => Clean(iso => iso.File(path, text));

    [Fact]
    public void A_hash_that_takes_long_is_left_alone() => Clean(iso => iso.File("/etc/shadow", "root:$6$rounds=100001$abc$ZN4MJ0KNPkvv7NgZlFgIs0ELL/2X26u/N/gixi78UJLXfyA5bflf8L3TrVMfcrHC4h/g8bzSQbPCb6o1VrZTd/:0:0:99999:7:::\n"));

    private static string Message(string element, string place, string user, string what) => $"{element}: '{place}' gives '{user}' {what}; lock the account with '!' and log in by key, or set a password of its own";

    [Fact]
    public void Declared_hashes_are_tried()
    {
        const string OfKiosk = "$6$saltsalt$nTeVp8vDWYu/a50Sogd2hFwjVV6oyzafBxe6xN6H3jt08aJbyeshYNo8SlTVK2564bmw2R9YYKeBhivZFd5XM1";
        Find(iso => iso.User("kiosk", 1000, u => u.PasswordHash(OfKiosk)).User("other", 1001).RootPassword(OfKiosk)).ShouldBe(
            [
                "RootPassword: '.RootPassword(...)' gives 'root' the well-known password 'kiosk'; lock the account with '!' and log in by key, or set a password of its own",
                "Users[0].PasswordHash: '.PasswordHash(...)' gives 'kiosk' the well-known password 'kiosk'; lock the account with '!' and log in by key, or set a password of its own",
            ]);
    }
}
