using System;
using System.Collections.Generic;
using System.IO;
using System.Text.Json;
using Bivouac.Mkimage.Files;

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
    public static BegunBuild? Read(BuildPlan plan, string run)
    {
        ArgumentNullException.ThrowIfNull(plan);
        try
        {
            var note = File.Exists(FileOf(plan)) ? JsonSerializer.Deserialize(File.ReadAllText(FileOf(plan)), BuildNotesJson.Default.BegunBuild) : null;
            return note?.Run == run ? note : null;
        }
        catch (Exception e) when (e is IOException or UnauthorizedAccessException or JsonException)
        {
            return null;
        }
    }

    /// <summary>Writes the note.</summary>
    /// <param name="plan">The build.</param>
    /// <exception cref="IOException">It cannot be written.</exception>
    public void Write(BuildPlan plan) => AtomicFile.Write(FileOf(plan), JsonSerializer.Serialize(this, BuildNotesJson.Default.BegunBuild) + "\n");

    private static string FileOf(BuildPlan plan) => Path.Combine(plan.OutputFolder, "stage", $"{plan.Image.Model.Name}-{plan.Arch}.begun.json");
}
