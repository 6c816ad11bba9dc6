namespace Bivouac.Examples;

/// <summary>
/// A screen on a wall: one full-screen program on the first console, started again whenever it ends, and no way out of it from
/// there. Its owners come in by SSH.
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

    /// <summary>The program runs as a user that can do nothing else. On the other consoles one logs in as usual.</summary>
    private static void Screen(LiveCdBuilder iso) => iso
        .User("kiosk", 1000)
        .Autologin("tty1", "kiosk", "/usr/local/bin/board", "--every", "5");

    private static void Access(LiveCdBuilder iso) => iso
        .Network(net => net.DhcpOnAllInterfaces())
        .Ntp("pool.ntp.org")
        .Ssh(ssh => ssh.OpenSsh().AuthorizedKeys("keys/authorized_keys"));
}
