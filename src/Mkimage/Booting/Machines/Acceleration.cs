using System;
using System.IO;
using System.Linq;
using System.Runtime.InteropServices;

namespace Bivouac.Mkimage.Booting.Machines;

/// <summary>Who executes the machine's instructions.</summary>
/// <param name="IsKvm">The processor itself, through KVM; else QEMU emulates it.</param>
/// <param name="Why">Why it is emulated; null with KVM.</param>
internal sealed record Acceleration(bool IsKvm, string? Why)
{
    /// <summary>KVM.</summary>
    public static Acceleration Kvm { get; } = new(true, null);

    /// <summary>How long a boot is waited for when nobody says so: several times longer where every instruction is emulated.</summary>
    public TimeSpan DefaultTimeout => IsKvm ? TimeSpan.FromSeconds(120) : TimeSpan.FromSeconds(600);

    /// <summary>Emulation.</summary>
    /// <param name="why">Why not KVM.</param>
    public static Acceleration Emulated(string why) => new(false, why);

    /// <summary>Looks whether KVM can be used: whether its device can be opened for reading and writing.</summary>
    /// <param name="arch">The machine.</param>
    /// <param name="isAllowed">Whether the user wants it.</param>
    /// <param name="device">Where it is.</param>
    public static Acceleration Look(MachineArch arch, bool isAllowed, string device)
    {
        if (!isAllowed) return Emulated("--no-kvm was given");
        if (!arch.KvmHosts.Contains(RuntimeInformation.OSArchitecture)) return Emulated($"this machine's processor is not of {arch.Name}");
        try
        {
            using var kvm = new FileStream(device, FileMode.Open, FileAccess.ReadWrite);
            return Kvm;
        }
        catch (Exception e) when (e is IOException or UnauthorizedAccessException)
        {
            return Emulated(File.Exists(device) ? $"{device} cannot be opened ({e.Message.TrimEnd('.')})" : $"this machine has no {device}");
        }
    }
}
