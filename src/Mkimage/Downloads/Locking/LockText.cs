using System;
using System.Collections.Generic;
using System.Globalization;
using System.IO;
using System.Linq;
using System.Text;
using System.Text.Encodings.Web;
using System.Text.Json;
using Bivouac.Mkimage.Http;

namespace Bivouac.Mkimage.Downloads.Locking;

/// <summary>The text of <c>livecd.lock</c>: the same entries are always the same text, in the order of their URLs.</summary>
internal static class LockText
{
    private const int Version = 1;

    private static readonly string[] Properties = ["name", "url", "sha256", "sha512", "length", "checksumFrom", "firstSeen"];

    /// <summary>Prints entries.</summary>
    public static string Print(IEnumerable<LockedDownload> entries)
    {
        using var bytes = new MemoryStream();
        var options = new JsonWriterOptions { Indented = true, NewLine = "\n", Encoder = JavaScriptEncoder.UnsafeRelaxedJsonEscaping };
        using (var json = new Utf8JsonWriter(bytes, options))
        {
            json.WriteStartObject();
            json.WriteNumber("version", Version);
            json.WriteStartArray("downloads");
            foreach (var entry in entries.OrderBy(static e => e.Url.AbsoluteUri, StringComparer.Ordinal))
            {
                json.WriteStartObject();
                json.WriteString("name", entry.Name);
                json.WriteString("url", entry.Url.AbsoluteUri);
                json.WriteString(entry.Checksum.Algorithm.Name!.ToLowerInvariant(), entry.Checksum.Hex);
                json.WriteNumber("length", entry.Length);
                json.WriteString("checksumFrom", entry.ChecksumFrom);
                json.WriteString("firstSeen", entry.FirstSeen.ToString("yyyy-MM-dd", CultureInfo.InvariantCulture));
                json.WriteEndObject();
            }

            json.WriteEndArray();
            json.WriteEndObject();
        }

        return Encoding.UTF8.GetString(bytes.ToArray()) + "\n";
    }

    /// <summary>Reads them.</summary>
    /// <param name="text">The whole text.</param>
    /// <returns>The entries by URL.</returns>
    /// <exception cref="FormatException">It is another text; the message says where and why, without a full stop.</exception>
    public static Dictionary<string, LockedDownload> Parse(string text)
    {
        if (text.Contains("<<<<<<<", StringComparison.Ordinal) || text.Contains(">>>>>>>", StringComparison.Ordinal))
            throw new FormatException("it has the marks of a merge that was not finished");
        try
        {
            using var document = JsonDocument.Parse(text);
            var root = document.RootElement;
            if (root.ValueKind != JsonValueKind.Object)
                throw new FormatException("it is no JSON object");
            if (!root.TryGetProperty("version", out var version) || version.ValueKind != JsonValueKind.Number || !version.TryGetInt32(out var number))
                throw new FormatException("its 'version' is missing or no number");
            if (number != Version)
                throw new FormatException(FormattableString.Invariant($"it has version {number}, where this driver knows {Version}; a newer one wrote it"));
            if (!root.TryGetProperty("downloads", out var downloads) || downloads.ValueKind != JsonValueKind.Array)
                throw new FormatException("its 'downloads' is missing or no array");

            var entries = new Dictionary<string, LockedDownload>(StringComparer.Ordinal);
            foreach (var (index, element) in downloads.EnumerateArray().Index())
            {
                var entry = Entry(element, FormattableString.Invariant($"entry {index + 1}"));
                if (!entries.TryAdd(entry.Url.AbsoluteUri, entry))
                    throw new FormatException($"it has two entries of {entry.Url}");
            }

            return entries;
        }
        catch (JsonException e)
        {
            throw new FormatException("it is no JSON: " + e.Message.TrimEnd('.'), e);
        }
    }

    private static LockedDownload Entry(JsonElement element, string where)
    {
        if (element.ValueKind != JsonValueKind.Object)
            throw new FormatException($"{where} is no object");
        if (element.EnumerateObject().FirstOrDefault(static p => !Properties.Contains(p.Name)) is { Value.ValueKind: not JsonValueKind.Undefined } unknown)
            throw new FormatException($"{where} has '{unknown.Name}', which nothing knows");
        var name = String(element, "name", where);
        var url = Uri.TryCreate(String(element, "url", where), UriKind.Absolute, out var parsed)
            ? parsed
            : throw new FormatException($"the url of {where} ('{name}') is no URL");
        var (sha256, sha512) = (element.TryGetProperty("sha256", out _), element.TryGetProperty("sha512", out _));
        if (sha256 == sha512)
            throw new FormatException($"{where} ('{name}') must have a sha256 or a sha512");
        var length = element.TryGetProperty("length", out var told) && told.ValueKind == JsonValueKind.Number && told.TryGetInt64(out var bytes) && bytes > 0
            ? bytes
            : throw new FormatException($"the length of {where} ('{name}') is no number of bytes");
        var seen = DateOnly.TryParseExact(String(element, "firstSeen", where), "yyyy-MM-dd", CultureInfo.InvariantCulture, DateTimeStyles.None, out var day)
            ? day
            : throw new FormatException($"firstSeen of {where} ('{name}') is no date such as 2026-01-31");
        return new LockedDownload(name, url, Checksum(element, sha256 ? "sha256" : "sha512", where), length, String(element, "checksumFrom", where), seen);
    }

    private static FileChecksum Checksum(JsonElement element, string property, string where)
    {
        var hex = String(element, property, where);
        try
        {
            if (FileChecksum.Parse(hex) is { } checksum && string.Equals(checksum.Algorithm.Name, property, StringComparison.OrdinalIgnoreCase))
                return checksum;
        }
        catch (FormatException)
        {
            // Said below.
        }

        throw new FormatException($"{property} of {where} is '{hex}', which is none");
    }

    private static string String(JsonElement element, string property, string where) =>
        element.TryGetProperty(property, out var value) && value.ValueKind == JsonValueKind.String && value.GetString() is { Length: > 0 } text
            ? text
            : throw new FormatException($"'{property}' of {where} is missing or no text");
}
