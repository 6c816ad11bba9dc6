using System;
using Bivouac.Model;

namespace Bivouac.Mkimage.Booting;

/// <summary>What is to be booted, and what for.</summary>
/// <param name="Model">The image.</param>
/// <param name="Arch">Alpine's word for its architecture.</param>
/// <param name="Iso">The ISO's absolute path.</param>
/// <param name="LogFile">The file for what its console prints.</param>
/// <param name="ProjectFolder">The project's folder: keys of tests lie there.</param>
internal sealed record BootRequest(LiveCdModel Model, string Arch, string Iso, string LogFile, string ProjectFolder)
{
    /// <summary>Whether it is booted by UEFI; else by BIOS, where the machine has one.</summary>
    public bool IsUefi { get; init; }

    /// <summary>Whether the machine has a network card.</summary>
    public bool HasNetwork { get; init; } = true;

    /// <summary>Whether KVM may be used.</summary>
    public bool MayUseKvm { get; init; } = true;

    /// <summary>What a line of the console must match besides the declared tests, or null.</summary>
    public string? Expect { get; init; }

    /// <summary>How long is waited at most; null: what fits the machine, and no shorter than the longest declared test.</summary>
    public TimeSpan? Timeout { get; init; }

    /// <summary>Whether the machine goes on after the tests, until the user interrupts.</summary>
    public bool IsKept { get; init; }
}
