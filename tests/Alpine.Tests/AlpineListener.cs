using System;
using System.Collections.Generic;
using System.Linq;
using Bivouac.Mkimage.Building;
using Bivouac.Mkimage.Building.Events;

namespace Bivouac.Alpine.Tests;

/// <summary>A test double: notes what it is told, and calls back at each line of the log and as bytes of the image arrive.</summary>
internal sealed class AlpineListener : IBuildListener
{
    public List<BuildEvent> Events { get; } = [];

    public IReadOnlyList<string> Lines => [.. Events.OfType<LogLineRead>().Select(l => l.Text)];

    public Action<string>? Line { get; set; }

    public Action<TransferProgress>? Transfer { get; set; }

    public void On(BuildEvent happened)
    {
        Events.Add(happened);
        if (happened is LogLineRead line) Line?.Invoke(line.Text);
        if (happened is TransferProgress transfer) Transfer?.Invoke(transfer);
    }
}
