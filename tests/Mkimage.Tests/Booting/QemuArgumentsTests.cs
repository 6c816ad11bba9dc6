using System.Linq;
using Bivouac.Mkimage.Booting.Machines;
using Shouldly;
using Xunit;

namespace Bivouac.Mkimage.Tests.Booting;

public sealed class QemuArgumentsTests
{
    private static readonly MachineSettings Pc = new(MachineArch.Of("x86_64"), "/out/a.iso", Acceleration.Kvm, null, 0, [new(40022, 22)], 22, "/tmp/b");

    [Fact]
    public void A_pc_boots_the_medium_by_BIOS_with_ssh_forwarded() => string.Join(' ', QemuArguments.Of(Pc)).ShouldBe(
        "-machine q35 -accel kvm -cpu host,arch-capabilities=off -smp 2 -m 2048 -display none -monitor none -no-reboot -pidfile /tmp/b/pid -qmp unix:/tmp/b/qmp,server=on,wait=off "
        + "-device virtio-rng-pci -chardev stdio,id=console,mux=on,signal=off -serial chardev:console "
        + "-drive if=none,id=medium,media=cdrom,format=raw,readonly=on,file=/out/a.iso -device ide-cd,drive=medium,bootindex=0 -nic user,model=virtio-net-pci,hostfwd=tcp:127.0.0.1:40022-:22");

    [Fact]
    public void UEFI_gets_its_code_and_a_copy_of_its_variables() =>
        After(Pc with { Firmware = new("/usr/share/code.fd", "/usr/share/vars.fd") }, "-drive").ShouldBe(
        [
            "if=pflash,unit=0,format=raw,readonly=on,file=/usr/share/code.fd",
            "if=pflash,unit=1,format=raw,file=/tmp/b/uefi-variables",
            "if=none,id=medium,media=cdrom,format=raw,readonly=on,file=/out/a.iso",
        ]);

    [Fact]
    public void Without_a_network_there_is_no_card() => After(Pc with { Ports = null }, "-nic").ShouldBe(["none"]);

    [Fact]
    public void Each_port_that_is_asked_is_forwarded() =>
        After(Pc with { Ports = [new(40022, 22), new(40080, 80)] }, "-nic").ShouldBe(["user,model=virtio-net-pci,hostfwd=tcp:127.0.0.1:40022-:22,hostfwd=tcp:127.0.0.1:40080-:80"]);

    [Fact]
    public void The_console_is_on_the_declared_port() => After(Pc with { SerialPort = 2 }, "-serial").ShouldBe(["null", "null", "chardev:console"]);

    [Fact]
    public void An_emulated_processor_can_all_that_is_emulated()
    {
        After(Pc with { Acceleration = Acceleration.Emulated("") }, "-accel").ShouldBe(["tcg"]);
        After(Pc with { Acceleration = Acceleration.Emulated("") }, "-cpu").ShouldBe(["max"]);
        After(Pc with { Acceleration = Acceleration.Emulated("") }, "-smp").ShouldBe(["1"]);
    }

    [Fact]
    public void A_comma_in_a_path_is_no_separator() => After(Pc with { Iso = "/out/a,b.iso" }, "-drive").Single().ShouldEndWith(",file=/out/a,,b.iso");

    [Fact]
    public void An_arm_machine_has_its_own_board_drive_and_second_console()
    {
        var arm = Pc with { Arch = MachineArch.Of("aarch64"), Firmware = new("/code", "/vars") };

        After(arm, "-machine").ShouldBe(["virt"]);
        After(arm, "-cpu").ShouldBe(["host"]);
        After(arm, "-serial").ShouldBe(["chardev:console"]);
        After(arm, "-device").ShouldBe(["virtio-rng-pci", "pci-serial,chardev=console", "virtio-scsi-pci", "scsi-cd,drive=medium,bootindex=0"]);
    }

    private static string[] After(MachineSettings machine, string option)
    {
        var arguments = QemuArguments.Of(machine);
        return [.. arguments.Zip(arguments.Skip(1)).Where(p => p.First == option).Select(p => p.Second)];
    }
}
