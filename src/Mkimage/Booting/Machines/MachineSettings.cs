using System.Collections.Generic;
using System.IO;
using System.Linq;

namespace Bivouac.Mkimage.Booting.Machines;

/// <summary>The machine that an image is booted on.</summary>
/// <param name="Arch">Its architecture.</param>
/// <param name="Iso">The medium in its drive.</param>
/// <param name="Acceleration">Who executes its instructions.</param>
/// <param name="Firmware">Its UEFI; null: its BIOS.</param>
/// <param name="SerialPort">The serial port that is the console, from 0.</param>
/// <param name="Ports">What of its network can be reached from here; null: it has no network card.</param>
/// <param name="SshInside">The port of ssh in the image.</param>
/// <param name="Folder">A folder for its files, removed with it.</param>
internal sealed record MachineSettings(
    MachineArch Arch,
    string Iso,
    Acceleration Acceleration,
    UefiFirmware? Firmware,
    int SerialPort,
    IReadOnlyList<ForwardedPort>? Ports,
    int SshInside,
    string Folder)
{
    /// <summary>The port of 127.0.0.1 that leads to ssh; null without a network.</summary>
    public int? SshPort => Ports?.First(p => p.There == SshInside).Here;

    /// <summary>The file in which QEMU notes its process id.</summary>
    public string ProcessFile => Path.Combine(Folder, "pid");

    /// <summary>The socket on which QEMU answers questions.</summary>
    public string MonitorSocket => Path.Combine(Folder, "qmp");

    /// <summary>The machine's own copy of UEFI's variables.</summary>
    public string VariablesFile => Path.Combine(Folder, "uefi-variables");
}
