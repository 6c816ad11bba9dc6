using System;

namespace Bivouac.Mkimage.Booting;

/// <summary>What of this machine a boot needs.</summary>
/// <param name="SearchPath">The folders that programs are looked for in, as PATH has them.</param>
/// <param name="KvmDevice">Where KVM is.</param>
/// <param name="Share">The folder of data of packages.</param>
internal sealed record BootHost(string? SearchPath, string KvmDevice, string Share)
{
    /// <summary>As this process sees it.</summary>
    public static BootHost OfProcess() => new(Environment.GetEnvironmentVariable("PATH"), "/dev/kvm", "/usr/share");
}
