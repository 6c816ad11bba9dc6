using System.Collections.Generic;
using Bivouac.Mkimage.Building;

namespace Bivouac.Mkimage.Tests.Building;

/// <summary>A test double: notes what it is told.</summary>
internal sealed class RecordingListener : IBuildListener
{
    public List<string> Told { get; } = [];

    public void OnStep(string message) => Told.Add("step: " + message);

    public void OnSectionStarted(string label) => Told.Add("started: " + label);

    public void OnSectionEnded(SectionTime section) => Told.Add("ended: " + BuildLog.Label(section.Name, section.Detail));

    public void OnLine(string line) => Told.Add("line: " + line);
}
