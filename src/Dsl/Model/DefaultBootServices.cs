namespace Bivouac.Model;

/// <summary>
/// What Alpine starts when nothing else is said. An image with an overlay gets none of them by itself, so the overlay script
/// writes them. The initramfs adds hwclock or swclock on its own.
/// </summary>
public static class DefaultBootServices
{
    /// <summary>The services with their runlevels.</summary>
    public static EquatableArray<ServiceEnablement> All { get; } = new(
    [
        new("devfs", Runlevel.Sysinit),
        new("dmesg", Runlevel.Sysinit),
        new("mdev", Runlevel.Sysinit),
        new("hwdrivers", Runlevel.Sysinit),
        new("modloop", Runlevel.Sysinit),
        new("modules", Runlevel.Boot),
        new("sysctl", Runlevel.Boot),
        new("hostname", Runlevel.Boot),
        new("bootmisc", Runlevel.Boot),
        new("syslog", Runlevel.Boot),
        new("mount-ro", Runlevel.Shutdown),
        new("killprocs", Runlevel.Shutdown),
        new("savecache", Runlevel.Shutdown),
    ]);
}
