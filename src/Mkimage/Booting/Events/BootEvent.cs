using System;
using System.Text.Json.Serialization;

namespace Bivouac.Mkimage.Booting.Events;

/// <summary>Something that happened while an image was booted. Whoever shows it, to people or to programs, gets the same events.</summary>
[JsonPolymorphic(TypeDiscriminatorPropertyName = "event")]
[JsonDerivedType(typeof(BootStarted), "bootStarted")]
[JsonDerivedType(typeof(BootNote), "note")]
[JsonDerivedType(typeof(ConsoleLineRead), "consoleLine")]
[JsonDerivedType(typeof(SmokeTestEnded), "smokeTestEnded")]
[JsonDerivedType(typeof(MachineKept), "machineKept")]
public abstract record BootEvent
{
    /// <summary>When it happened, by this machine's clock.</summary>
    public DateTimeOffset At { get; init; }
}
