using System;
using System.IO;
using System.Text.Json;
using Bivouac.Mkimage.Builders.Stores;
using Bivouac.Mkimage.Files;
using Bivouac.Mkimage.Http;

namespace Bivouac.Mkimage.Builders.Sandbox;

/// <summary>What a builder root was made from, in a file beside it (<c>ROOT.json</c>) whose time is that of the last use.</summary>
/// <param name="Release">The pinned release.</param>
/// <param name="Branch">The branch of its repositories.</param>
/// <param name="Arch">Alpine's name of the architecture.</param>
/// <param name="Mirror">The mirror.</param>
/// <param name="Minirootfs">The SHA-256 of its minirootfs.</param>
internal sealed record RootDescription(string Release, string Branch, string Arch, string Mirror, string Minirootfs)
{
    /// <summary>The file beside a root.</summary>
    /// <param name="root">The root.</param>
    public static string FileOf(string root) => root + ".json";

    /// <summary>Writes it, whole or not at all, and with it the time of use.</summary>
    /// <param name="root">The root.</param>
    /// <param name="options">What it was made from.</param>
    /// <param name="minirootfs">The checksum of its minirootfs.</param>
    /// <param name="now">The time.</param>
    public static void Use(string root, BuilderOptions options, FileChecksum minirootfs, DateTimeOffset now)
    {
        var description = new RootDescription(options.Release, options.Branch, options.Arch, options.Mirror, minirootfs.Hex);
        AtomicFile.Write(FileOf(root), JsonSerializer.Serialize(description, StoreJson.Default.RootDescription));
        File.SetLastWriteTimeUtc(FileOf(root), now.UtcDateTime);
    }

    /// <summary>Reads it.</summary>
    /// <param name="root">The root.</param>
    /// <returns>The description, or null when there is none that can be read: the root was made by another version.</returns>
    public static RootDescription? Read(string root)
    {
        try
        {
            return JsonSerializer.Deserialize(File.ReadAllText(FileOf(root)), StoreJson.Default.RootDescription);
        }
        catch (Exception e) when (e is FileNotFoundException or JsonException)
        {
            return null;
        }
    }
}
