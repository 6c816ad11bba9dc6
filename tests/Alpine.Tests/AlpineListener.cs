using System;
using System.Collections.Generic;
using Bivouac.Mkimage.Building;

namespace Bivouac.Alpine.Tests;

/// <summary>A test double: notes the lines of the log, and calls back at each.</summary>
internal sealed class AlpineListener : IBuildListener
{
    public List<string> Lines { get; } = [];

    public Action<string>? Line { get; set; }

    public void OnStep(string message)
    {
    }

    public void OnSectionStarted(string label)
    {
    }

    public void OnSectionEnded(SectionTime section)
    {
    }

    public void OnLine(string line)
    {
        Lines.Add(line);
        Line?.Invoke(line);
    }
}
