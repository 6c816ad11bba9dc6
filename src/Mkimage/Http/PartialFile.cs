using System;
using System.IO;
using System.Net.Http;
using System.Net.Http.Headers;
using System.Text.Json;
using Bivouac.Mkimage.Files;

namespace Bivouac.Mkimage.Http;

/// <summary>A download that is not whole yet: the bytes, and beside them what the server said of the file.</summary>
/// <param name="destination">The file that it will be.</param>
internal sealed class PartialFile(string destination)
{
    /// <summary>The bytes that have come.</summary>
    public string Path { get; } = destination + ".partial";

    private string StatePath => Path + ".json";

    /// <summary>Tells what is known of the bytes that are there.</summary>
    /// <param name="uri">The URL that is asked for now.</param>
    /// <returns>Null when there are none, or they cannot be gone on with.</returns>
    public PartialState? Read(Uri uri)
    {
        try
        {
            return File.Exists(Path)
                && JsonSerializer.Deserialize<PartialState>(File.ReadAllText(StatePath)) is { } state
                && state.Url == uri.AbsoluteUri
                && Condition(state) is not null
                    ? state
                    : null;
        }
        catch (Exception e) when (e is IOException or UnauthorizedAccessException or JsonException)
        {
            return null; // What cannot be read is fetched anew.
        }
    }

    /// <summary>Writes what the server says before the first byte is kept, so that no bytes are ever taken for those of another file.</summary>
    /// <param name="uri">The URL that was asked for.</param>
    /// <param name="answer">The answer with the whole file.</param>
    public void Begin(Uri uri, HttpResponseMessage answer)
    {
        var tag = answer.Headers.ETag is { IsWeak: false } strong ? strong.Tag : null;
        var modified = tag is null ? answer.Content.Headers.LastModified?.ToString("R") : null;
        AtomicFile.Write(StatePath, JsonSerializer.Serialize(new PartialState(uri.AbsoluteUri, tag, modified, answer.Content.Headers.ContentLength)));
    }

    /// <summary>What the file must still be for its rest to be sent.</summary>
    /// <param name="state">What the server said.</param>
    /// <returns>Null when it said nothing that it could be held to.</returns>
    public static RangeConditionHeaderValue? Condition(PartialState state) =>
        EntityTagHeaderValue.TryParse(state.EntityTag, out var tag) ? new RangeConditionHeaderValue(tag)
        : DateTimeOffset.TryParse(state.LastModified, System.Globalization.CultureInfo.InvariantCulture, out var modified) ? new RangeConditionHeaderValue(modified)
        : null;

    /// <summary>Gives the whole and verified file its name.</summary>
    public void Finish()
    {
        File.Move(Path, destination, overwrite: true);
        File.Delete(StatePath);
    }

    /// <summary>Forgets what the server said, so that the next try begins anew.</summary>
    public void Forget() => File.Delete(StatePath);

    /// <summary>Removes what has come.</summary>
    public void Delete()
    {
        File.Delete(StatePath);
        File.Delete(Path);
    }
}
