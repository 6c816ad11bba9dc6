using System;
using System.Collections.Generic;
using System.Linq;

namespace Bivouac.Mkimage.Booting.Machines;

/// <summary>QEMU's command line.</summary>
internal static class QemuArguments
{
    /// <summary>The arguments for a machine.</summary>
    /// <param name="machine">The machine.</param>
    public static IReadOnlyList<string> Of(MachineSettings machine)
    {
        var isPc = machine.Arch.HasBios;
        List<string> arguments =
        [
            "-machine", isPc ? "q35" : "virt",
            "-accel", machine.Acceleration.IsKvm ? "kvm" : "tcg",
            "-cpu", Processor(machine, isPc),

            // Two emulated processors wait for each other, on a busy machine so long that the kernel reports soft lockups.
            "-smp", machine.Acceleration.IsKvm ? "2" : "1",
            "-m", "2048",
            "-display", "none",
            "-monitor", "none",

            // A machine that starts again has failed, and would only repeat it.
            "-no-reboot",
            "-pidfile", machine.ProcessFile,
            "-qmp", $"unix:{Escaped(machine.MonitorSocket)},server=on,wait=off",
            "-device", "virtio-rng-pci",
        ];
        arguments.AddRange(["-chardev", "stdio,id=console,mux=on,signal=off"]);
        for (var i = 0; isPc && i < machine.SerialPort; i++) arguments.AddRange(["-serial", "null"]);
        arguments.AddRange(["-serial", "chardev:console"]);

        // virt's own port is ttyAMA0; what the image knows as ttyS0 is one on a card.
        if (!isPc) arguments.AddRange(["-device", "pci-serial,chardev=console"]);
        if (machine.Firmware is { } firmware)
        {
            arguments.AddRange(["-drive", $"if=pflash,unit=0,format=raw,readonly=on,file={Escaped(firmware.Code)}"]);
            arguments.AddRange(["-drive", $"if=pflash,unit=1,format=raw,file={Escaped(machine.VariablesFile)}"]);
        }

        arguments.AddRange(["-drive", $"if=none,id=medium,media=cdrom,format=raw,readonly=on,file={Escaped(machine.Iso)}"]);
        if (!isPc) arguments.AddRange(["-device", "virtio-scsi-pci"]);
        arguments.AddRange(["-device", (isPc ? "ide-cd" : "scsi-cd") + ",drive=medium,bootindex=0"]);
        arguments.AddRange(["-nic", machine.Ports is { } ports ? "user,model=virtio-net-pci" + string.Concat(ports.Select(Forward)) : "none"]);
        return arguments;
    }

    private static string Processor(MachineSettings machine, bool isPc) => machine.Acceleration.IsKvm

        // Inside of some virtual machines KVM cannot set the register behind that feature, and QEMU aborts.
        ? isPc ? "host,arch-capabilities=off" : "host"
        : "max";

    private static string Forward(ForwardedPort port) => FormattableString.Invariant($",hostfwd=tcp:127.0.0.1:{port.Here}-:{port.There}");

    /// <summary>A comma in a value is written twice.</summary>
    private static string Escaped(string value) => value.Replace(",", ",,", StringComparison.Ordinal);
}
