using System;
using System.IO;

namespace Bivouac.Mkimage.Builders;

/// <summary>Which builder is used, and why.</summary>
/// <param name="Name">Its name.</param>
/// <param name="Why">The reason when it was chosen for the user, else null.</param>
internal sealed record BuilderChoice(string Name, string? Why)
{
    /// <summary>The word that leaves the choice to the driver.</summary>
    public const string Auto = "auto";

    /// <summary>Takes the builder that the user named, or chooses: the machine itself when it is Alpine, a sandbox on other Linux.</summary>
    /// <param name="asked">What the user gave; null and <c>auto</c> leave it open.</param>
    /// <param name="machine">What this machine is.</param>
    /// <exception cref="DriverException">There is no builder for this machine (<see cref="ExitCode.BuilderUnavailable"/>).</exception>
    public static BuilderChoice Of(string? asked, Machine machine)
    {
        if (asked is not null and not Auto) return new(asked, null);
        if (machine.AlpineRelease is { } release) return new("host", $"this machine is Alpine Linux {release}");
        if (machine.IsLinux) return new("sandbox", "this machine is Linux, but not Alpine");
        throw new DriverException(
            ExitCode.BuilderUnavailable,
            "The image cannot be built on this machine",
            "mkimage.sh needs Alpine Linux, and the sandbox that stands in for it needs Linux",
            "Build on a Linux machine; 'dotnet run -- scripts' writes the scripts for use there.");
    }

    /// <summary>The name, with the reason when there is one.</summary>
    public override string ToString() => Why is null ? Name : Name + " (" + Why + ")";

    /// <summary>What a machine is, as far as the choice needs it.</summary>
    /// <param name="IsLinux">Whether it runs Linux.</param>
    /// <param name="AlpineRelease">The release of Alpine, or null when it is not Alpine.</param>
    internal sealed record Machine(bool IsLinux, string? AlpineRelease)
    {
        /// <summary>This machine.</summary>
        public static Machine This() => new(OperatingSystem.IsLinux(), File.Exists(AlpineHostInspector.ReleaseFile) ? File.ReadAllText(AlpineHostInspector.ReleaseFile).Trim() : null);
    }
}
