using System;

namespace Bivouac.Mkimage.Booting.Events;

/// <summary>A machine was started.</summary>
/// <param name="Iso">The absolute path of the medium.</param>
/// <param name="Arch">Alpine's word for the architecture.</param>
/// <param name="IsUefi">Whether it boots by UEFI; else by BIOS.</param>
/// <param name="IsKvm">Whether KVM executes it; else QEMU emulates it.</param>
/// <param name="SshPort">The port of 127.0.0.1 that leads to the image's ssh; null without a network.</param>
/// <param name="Timeout">How long is waited at most.</param>
/// <param name="LogFile">The file in which the console is kept.</param>
public sealed record BootStarted(string Iso, string Arch, bool IsUefi, bool IsKvm, int? SshPort, TimeSpan Timeout, string LogFile) : BootEvent;
