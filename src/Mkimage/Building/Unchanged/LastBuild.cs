using System;
using System.Collections.Generic;
using System.IO;
using System.Linq;
using System.Security.Cryptography;
using System.Threading;
using System.Threading.Tasks;
using Bivouac.Mkimage.Image.Artifacts;

namespace Bivouac.Mkimage.Building.Unchanged;

/// <summary>What the image that lies in the output folder was made from; noted when it was verified.</summary>
/// <param name="Sha256">The image's SHA-256 in lower-case hexadecimal.</param>
/// <param name="Inputs">All that it was made from.</param>
public sealed record LastBuild(string Sha256, SortedDictionary<string, string> Inputs)
{
    /// <summary>Reads the note of the last build.</summary>
    /// <param name="plan">The build.</param>
    /// <returns>The note, or null when there is none that can be read: then nothing is known of the image.</returns>
    public static LastBuild? Read(BuildPlan plan) =>
        BuildNotes.Read(plan, "last", BuildNotesJson.Default.LastBuild);

    /// <summary>Notes what a verified image was made from.</summary>
    /// <param name="plan">The build.</param>
    /// <exception cref="IOException">The note cannot be written.</exception>
    public void Write(BuildPlan plan) => BuildNotes.Write(plan, "last", this, BuildNotesJson.Default.LastBuild);

    /// <summary>The inputs that are not what they were, in ordinal order.</summary>
    /// <param name="inputs">What an image would be made from now.</param>
    public IReadOnlyList<string> Changed(SortedDictionary<string, string> inputs)
    {
        ArgumentNullException.ThrowIfNull(inputs);
        return [.. inputs.Keys.Union(Inputs.Keys).Where(k => inputs.GetValueOrDefault(k) != Inputs.GetValueOrDefault(k)).Order(StringComparer.Ordinal)];
    }

    /// <summary>Whether the image is there, byte for byte what was verified, with all that tells of it beside it.</summary>
    /// <param name="plan">The build.</param>
    /// <param name="cancellationToken">Ends the reading.</param>
    public async Task<bool> IsImageWholeAsync(BuildPlan plan, CancellationToken cancellationToken)
    {
        ArgumentNullException.ThrowIfNull(plan);
        if (!ImageArtifacts.Endings.Prepend("").All(e => File.Exists(plan.Iso + e))) return false;
        await using var stream = File.OpenRead(plan.Iso);
        return Convert.ToHexStringLower(await SHA256.HashDataAsync(stream, cancellationToken).ConfigureAwait(false)) == Sha256;
    }
}
