using System;
using System.Collections.Generic;
using System.Formats.Tar;
using System.IO;
using System.IO.Compression;
using Xunit;

namespace Bivouac.Dsl.Tests.Apk;

/// <summary>The published package index that stands beside the repository on machines that have one; tests are skipped elsewhere.</summary>
internal static class RealIndex
{
    public static IReadOnlyList<string> Lines()
    {
        var path = Find();
        Assert.SkipUnless(path is not null, "no published APKINDEX-*.tar.gz in shared/alpine beside the repository");
        using var zip = new GZipStream(File.OpenRead(path!), CompressionMode.Decompress);
        using var tar = new TarReader(zip);
        while (tar.GetNextEntry() is { } entry)
        {
            if (entry.Name != "APKINDEX") continue;
            using var text = new StreamReader(entry.DataStream!);
            return text.ReadToEnd().Split('\n');
        }

        throw new InvalidDataException(path + " holds no APKINDEX");
    }

    private static string? Find()
    {
        for (var folder = new DirectoryInfo(AppContext.BaseDirectory); folder is not null; folder = folder.Parent)
        {
            var candidate = Path.Combine(folder.FullName, "shared", "alpine");
            if (!Directory.Exists(candidate)) continue;
            var files = Directory.GetFiles(candidate, "APKINDEX-*.tar.gz");
            if (files.Length > 0) return files[0];
        }

        return null;
    }
}
