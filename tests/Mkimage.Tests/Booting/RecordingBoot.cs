using System.Collections.Generic;
using Bivouac.Mkimage.Booting.Events;

namespace Bivouac.Mkimage.Tests.Booting;

/// <summary>Keeps what it is told.</summary>
internal sealed class RecordingBoot : IBootListener
{
    public List<BootEvent> Events { get; } = [];

    /// <summary>Is called for each event.</summary>
    public System.Action<BootEvent> OnEvent { get; set; } = _ => { };

    public void On(BootEvent happened)
    {
        Events.Add(happened);
        OnEvent(happened);
    }
}
