namespace Bivouac.Mkimage.Booting.Events;

/// <summary>The tests are over, and the machine goes on.</summary>
/// <param name="ProcessId">QEMU's process id.</param>
/// <param name="SshPort">The port of 127.0.0.1 that leads to the image's ssh; null without a network.</param>
/// <param name="SshCommand">The command that logs in; null likewise.</param>
public sealed record MachineKept(int? ProcessId, int? SshPort, string? SshCommand) : BootEvent;
