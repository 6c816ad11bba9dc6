using System;

namespace Bivouac.Mkimage.Builders;

/// <summary>A command that was started detached in a builder. It names the run, it does not own it.</summary>
/// <param name="Id">Unique within the builder; sorts by time.</param>
/// <param name="Name">The name of its <see cref="BuilderCommand"/>.</param>
/// <param name="StartedAt">When it was started, in UTC.</param>
/// <param name="LogFile">The file that holds its output (both streams), as the user of the builder sees it.</param>
public sealed record BuilderRun(string Id, string Name, DateTimeOffset StartedAt, string LogFile)
{
    /// <summary>The end of the id, which is enough to name it to a builder by hand.</summary>
    public string ShortId => Id[(Id.LastIndexOf('_') + 1)..];
}
