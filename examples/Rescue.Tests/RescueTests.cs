using System;
using System.Linq;
using Bivouac.Boot;
using Shouldly;
using Xunit;

namespace Bivouac.Examples.Tests;

/// <summary>How a definition is tested: it is a value, so tests just look at it.</summary>
public sealed class RescueTests
{
    [Fact]
    public void The_rescue_image_lets_its_owner_in_by_ssh()
    {
        Rescue.Definition.EnabledServices().ShouldContain(s => s.Service == "sshd" && s.Runlevel == Runlevel.Boot);
        Rescue.Definition.Overlay.ShouldContain(e => e.Path == "/root/.ssh/authorized_keys");
    }

    [Fact]
    public void The_rescue_image_has_no_findings() => Rescue.Definition.Check().ShouldBeEmpty();

    [Fact]
    public void The_audit_image_starts_ssh_before_anything_that_could_hang() =>
        HardwareAudit.Definition.EnabledServices().Single(s => s.Service == "dropbear").Runlevel.ShouldBe(Runlevel.Boot);

    [Fact]
    public void Nothing_can_hold_up_ssh_for_long() =>
        BootGraph.Of(Rescue.Definition).Estimates.ShouldAllBe(e => e.Total < TimeSpan.FromSeconds(30));

    [Fact]
    public void The_audit_image_has_the_firmware_of_common_server_network_cards() =>
        new[] { Firmware.Intel, Firmware.Mellanox, Firmware.Bnx2x, Firmware.RtlNic }.ShouldBeSubsetOf(HardwareAudit.Definition.Firmware);

    [Fact]
    public void Nobody_logs_in_on_a_console_of_the_kiosk()
    {
        Kiosk.Definition.Check().ShouldBeEmpty();
        Kiosk.Definition.RootPasswordHash.ShouldNotBeNull("on Alpine's media root has no password");
        Kiosk.Definition.Users.ShouldAllBe(u => u.PasswordHash == null);
    }

    [Fact]
    public void The_kernel_stays_symbolic_in_the_script() =>
        Rescue.Scripts["mkimg.rescue.sh"].ShouldContain("bivouac_pin linux-lts \"${KERNEL_VERSION}\"");
}
