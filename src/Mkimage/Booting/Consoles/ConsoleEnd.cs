using System;
using System.Linq;

namespace Bivouac.Mkimage.Booting.Consoles;

/// <summary>Lines after which a boot does not go on by itself, whatever else is waited for.</summary>
internal static class ConsoleEnd
{
    private static readonly (string Said, string Why)[] Known =
    [
        ("Kernel panic - not syncing", "the kernel panicked"),
        ("initramfs emergency recovery shell launched", "the initramfs gave up and started its emergency shell"),
        ("No bootable option or device was found", "the machine's UEFI found nothing to boot on the medium"),
        ("UEFI Interactive Shell", "the machine's UEFI found nothing to boot on the medium and started its shell"),
        ("No bootable device", "the machine's BIOS found nothing to boot on the medium"),
    ];

    /// <summary>Why a boot ends with this line, or null.</summary>
    /// <param name="line">A line of the console, clean.</param>
    public static string? WhyOf(string line) =>
        Known.FirstOrDefault(k => line.Contains(k.Said, StringComparison.OrdinalIgnoreCase)) is { Why: { } why } ? $"{why}: {line.Trim()}" : null;
}
