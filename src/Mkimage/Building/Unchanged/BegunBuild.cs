using System.Collections.Generic;
using System.IO;

namespace Bivouac.Mkimage.Building.Unchanged;

/// <summary>
/// What a build is made from that was started and not seen to its end: whoever collects its image later, by <c>attach</c> or by the next
/// <c>build</c>, knows it from here. What could be found out then may be of another day.
/// </summary>
/// <param name="Run">The id of its run.</param>
/// <param name="Inputs">All that it is made from.</param>
public sealed record BegunBuild(string Run, SortedDictionary<string, string> Inputs)
{
    /// <summary>Reads the note of a run.</summary>
    /// <param name="plan">The build.</param>
    /// <param name="run">The id of the run.</param>
    /// <returns>The note, or null when the last build that was started from here is another one, or none.</returns>
    public static BegunBuild? Read(BuildPlan plan, string run) =>
        BuildNotes.Read(plan, "begun", BuildNotesJson.Default.BegunBuild) is { } note && note.Run == run ? note : null;

    /// <summary>Writes the note.</summary>
    /// <param name="plan">The build.</param>
    /// <exception cref="IOException">It cannot be written.</exception>
    public void Write(BuildPlan plan) => BuildNotes.Write(plan, "begun", this, BuildNotesJson.Default.BegunBuild);
}
