using Shouldly;
using Xunit;

namespace Bivouac.Dsl.Tests.Rules.Overlay;

public class MountedOverRuleTests() : RuleTests("BIV0302")
{
    [Fact]
    public void What_is_mounted_over_is_found_once_for_each_declaration()
    {
        Project.Add("overlay/run/a", "").Add("overlay/run/b/c", null).Add("overlay/dev/d", null).Add("overlay/etc/e", "");
        Find(iso => iso.File("/proc/sys/vm/swappiness", "1").Link("/dev/disk", "x").Directory("/run/x").FileFrom("/sys/x", "overlay/etc/e").Tree("overlay")).ShouldBe(
        [
            "Overlay[0].Path: '/proc/sys/vm/swappiness' lies in /proc, where a file system is mounted over it at boot; set kernel parameters with .Sysctl(...), and anything else in a service",
            "Overlay[1].Path: '/dev/disk' lies in /dev, where a file system is mounted over it at boot; make it in a service at boot, or by a rule of the device manager",
            "Overlay[2].Path: '/run/x' lies in /run, where a file system is mounted over it at boot; make it in a service at boot",
            "Overlay[3].Path: '/sys/x' (overlay/etc/e) lies in /sys, where a file system is mounted over it at boot; write it in a service at boot",
            "Overlay[4].Source: '/dev/d' (overlay/dev/d) (and 2 more files) lies in /dev, where a file system is mounted over it at boot; make it in a service at boot, or by a rule of the device manager",
        ]);
    }

    [Fact]
    public void Other_places_are_fine() => Clean(iso => iso.File("/var/run.d/x", "").File("/runner", "").File("/etc/dev/x", "").File("/system/x", "").Directory("/proc").Directory("/run").File("/dev/.gitkeep", ""));

    [Fact]
    public void What_is_removed_is_fine() => Clean(iso => iso.File("/run/x", "").Remove("/run/x").Remove("/dev/y"));
}
