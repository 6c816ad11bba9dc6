namespace Bivouac.Model;

/// <summary>The kernel command line, as GRUB and syslinux pass it.</summary>
/// <param name="Modules">The names of <c>modules=</c> in <c>initfs_cmdline</c>; empty: Alpine's <c>loop,squashfs,sd-mod,usb-storage</c>.</param>
/// <param name="Quiet">Whether <c>quiet</c> stands in <c>initfs_cmdline</c>.</param>
/// <param name="Parameters">What is added through <c>kernel_cmdline</c>, in order.</param>
/// <param name="Replaces">Whether an inherited profile's <c>kernel_cmdline</c> is dropped first.</param>
public sealed record CommandLine(EquatableArray<string> Modules, bool Quiet, EquatableArray<ShellText> Parameters, bool Replaces);
