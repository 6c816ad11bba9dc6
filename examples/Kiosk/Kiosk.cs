namespace Bivouac.Examples;

/// <summary>
/// A screen on a wall: one full-screen program on the first console, started again whenever it ends. On no console anybody else logs in:
/// nobody knows root's password. Its owners come in by SSH. (Who can reach the boot menu or the disk is beyond what an image can say.)
/// </summary>
[LiveCd]
public static partial class Kiosk
{
    private static void Define(LiveCdBuilder iso) => iso
        .Arch(Arch.X86_64)
        .Alpine(Versions.AlpineVersion)
        .Hostname("kiosk")
        .Title("Kiosk")
        .Description($"One program on a screen, on Alpine {Versions.AlpineVersion}")
        .Kernel(KernelFlavor.Lts, Versions.KernelVersion)
        .CommandLine(line => line.Append("panic=30").Append("consoleblank=0"))
        .SerialConsole()
        .Firmware(Firmware.Intel, Firmware.RtlNic, Firmware.Other)
        .Use(Screen)
        .Use(Access)
        .SmokeTest("ssh", t => t.Port(22))
        .Tree("overlay");

    /// <summary>
    /// The program runs as a user that can do nothing else. On Alpine's media root has no password, and the other consoles have a login: this
    /// is the hash of a random password that was thrown away (<c>openssl passwd -6 "$(openssl rand -base64 33)"</c>).
    /// </summary>
    private static void Screen(LiveCdBuilder iso) => iso
        .User("kiosk", 1000)
        .RootPassword("$6$D720rQ8wBrr8ueOP$B05eUZuBNZn9TpxecRdeHsQd5G5J0Ogk8hJIJtXdrHogiMqiCpFeXdXqqGBE7.mOwOZmxtoHf.fIT5kcYRugN1")
        .Autologin("tty1", "kiosk", "/usr/local/bin/board", "--every", "5");

    private static void Access(LiveCdBuilder iso) => iso
        .Network(net => net.DhcpOnAllInterfaces())
        .Ntp("pool.ntp.org")
        .Ssh(ssh => ssh.OpenSsh().AuthorizedKeys("keys/authorized_keys"));
}
