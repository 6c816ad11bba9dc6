using System;
using System.Collections.Generic;
using System.Globalization;
using System.Linq;
using System.Text.Json;
using Bivouac.Mkimage.Http;

namespace Bivouac.Mkimage.Downloads.Checksums;

/// <summary>Finds a checksum in a JSON document.</summary>
/// <remarks>
/// The path's segments are separated by <c>/</c>: a property's name, an element's number, or a filter <c>[property=value]</c> that takes
/// the one object of an array with that property: <c>[version=go1.23.6]/files/[filename=go1.23.6.linux-amd64.tar.gz]/sha256</c>.
/// Within brackets a <c>/</c> is a letter like others.
/// </remarks>
internal static class JsonChecksum
{
    /// <summary>The longest document that is read, in bytes: lists of all releases are longer than checksum files.</summary>
    public const int Longest = 16 * 1024 * 1024;

    /// <summary>Finds the checksum.</summary>
    /// <param name="text">The document.</param>
    /// <param name="path">Where it is.</param>
    /// <returns>A SHA-256 or a SHA-512; GitHub's <c>sha256:</c> before it is understood.</returns>
    /// <exception cref="ChecksumException">There is none.</exception>
    public static FileChecksum Find(string text, string path)
    {
        var trimmed = text.TrimStart('\uFEFF').Trim();
        if (trimmed.Length == 0)
            throw new ChecksumException(ChecksumProblem.Empty, "it is empty");
        if (trimmed.StartsWith('<'))
            throw new ChecksumException(ChecksumProblem.Html, "it is a web page, not JSON");
        try
        {
            using var document = JsonDocument.Parse(trimmed);
            var element = document.RootElement;
            var walked = "";
            foreach (var segment in Segments(path))
            {
                element = Step(element, segment, walked);
                walked += walked.Length == 0 ? segment : "/" + segment;
            }

            return element.ValueKind == JsonValueKind.String
                ? Value(element.GetString()!, path)
                : throw new ChecksumException(ChecksumProblem.Unreadable, $"'{path}' is no string but {Kind(element)}");
        }
        catch (JsonException e)
        {
            throw new ChecksumException(ChecksumProblem.Unreadable, "it is no JSON: " + e.Message.TrimEnd('.'), e);
        }
    }

    private static JsonElement Step(JsonElement element, string segment, string walked)
    {
        var where = walked.Length == 0 ? "the document" : $"'{walked}'";
        if (segment.StartsWith('[') && segment.IndexOf('=', StringComparison.Ordinal) is var equals and > 0)
        {
            if (element.ValueKind != JsonValueKind.Array)
                throw Missing($"{where} is no array but {Kind(element)}, so {segment} does not apply");
            var (property, value) = (segment[1..equals], segment[(equals + 1)..^1]);
            var found = element.EnumerateArray().Where(e => Has(e, property, value)).Take(2).ToArray();
            return found.Length switch
            {
                1 => found[0],
                0 => throw Missing($"{where} has no object with {property} = {value}"),
                _ => throw new ChecksumException(ChecksumProblem.Ambiguous, $"{where} has more than one object with {property} = {value}"),
            };
        }

        return element.ValueKind switch
        {
            JsonValueKind.Object when element.TryGetProperty(segment, out var property) => property,
            JsonValueKind.Array when int.TryParse(segment, NumberStyles.None, CultureInfo.InvariantCulture, out var index) && index < element.GetArrayLength() => element[index],
            _ => throw Missing($"{where} is {Kind(element)} without '{segment}'"),
        };
    }

    private static bool Has(JsonElement element, string property, string value) =>
        element.ValueKind == JsonValueKind.Object
        && element.TryGetProperty(property, out var found)
        && (found.ValueKind == JsonValueKind.String ? found.GetString() == value : found.ValueKind != JsonValueKind.Null && found.GetRawText() == value);

    private static FileChecksum Value(string text, string path)
    {
        var hex = text.StartsWith("sha256:", StringComparison.OrdinalIgnoreCase) || text.StartsWith("sha512:", StringComparison.OrdinalIgnoreCase) ? text[7..] : text;
        try
        {
            var checksum = FileChecksum.Parse(hex);
            return checksum.Algorithm.Name is "SHA256" or "SHA512"
                ? checksum
                : throw new ChecksumException(ChecksumProblem.WeakOnly, $"'{path}' is only a {checksum.Algorithm.Name}, where SHA-256 or SHA-512 is needed");
        }
        catch (FormatException e)
        {
            throw new ChecksumException(ChecksumProblem.Unreadable, $"'{path}' is '{(text.Length > 80 ? text[..80] + "..." : text)}', which is no checksum", e);
        }
    }

    /// <summary>Splits a path at the slashes outside of brackets.</summary>
    private static IEnumerable<string> Segments(string path)
    {
        for (var start = 0; start < path.Length;)
        {
            var end = path[start] == '[' ? path.IndexOf(']', start) + 1 : path.IndexOf('/', start);
            if (end <= 0)
                end = path.Length;
            yield return path[start..end];
            start = end < path.Length && path[end] == '/' ? end + 1 : end;
        }
    }

    private static ChecksumException Missing(string message) => new(ChecksumProblem.NotNamed, message);

    private static string Kind(JsonElement element) => element.ValueKind switch
    {
        JsonValueKind.Object => "an object",
        JsonValueKind.Array => "an array",
        var other => other.ToString().ToLowerInvariant(),
    };
}
