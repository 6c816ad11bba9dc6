using System;
using System.IO;
using System.Text.Json;
using System.Text.Json.Serialization.Metadata;
using Bivouac.Mkimage.Files;

namespace Bivouac.Mkimage.Building.Unchanged;

/// <summary>The notes of builds, which lie beside the stage in the output folder.</summary>
internal static class BuildNotes
{
    /// <summary>Reads a note.</summary>
    /// <param name="plan">The build.</param>
    /// <param name="kind">The note's word in its file's name.</param>
    /// <param name="type">What it holds.</param>
    /// <returns>The note, or null when there is none that can be read.</returns>
    public static T? Read<T>(BuildPlan plan, string kind, JsonTypeInfo<T> type)
        where T : class
    {
        ArgumentNullException.ThrowIfNull(plan);
        var file = FileOf(plan, kind);
        try
        {
            return File.Exists(file) ? JsonSerializer.Deserialize(File.ReadAllText(file), type) : null;
        }
        catch (Exception e) when (e is IOException or UnauthorizedAccessException or JsonException)
        {
            return null;
        }
    }

    /// <summary>Writes a note, whole or not at all.</summary>
    /// <param name="plan">The build.</param>
    /// <param name="kind">The note's word in its file's name.</param>
    /// <param name="note">The note.</param>
    /// <param name="type">What it holds.</param>
    /// <exception cref="IOException">It cannot be written.</exception>
    public static void Write<T>(BuildPlan plan, string kind, T note, JsonTypeInfo<T> type)
    {
        ArgumentNullException.ThrowIfNull(plan);
        AtomicFile.Write(FileOf(plan, kind), JsonSerializer.Serialize(note, type) + "\n");
    }

    private static string FileOf(BuildPlan plan, string kind) => Path.Combine(plan.OutputFolder, "stage", $"{plan.Image.Model.Name}-{plan.Arch}.{kind}.json");
}
