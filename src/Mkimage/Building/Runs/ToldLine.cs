using System;
using System.Globalization;
using Bivouac.Mkimage.Building.Events;

namespace Bivouac.Mkimage.Building.Runs;

/// <summary>Reads what the programs around mkimage.sh tell the driver, in lines that begin with <c>&gt;&gt;&gt; bivouac: </c>.</summary>
public static class ToldLine
{
    private const string Stale = "stale ";
    private const string Packages = "packages ";

    /// <summary>The event that a line tells.</summary>
    /// <param name="text">The line behind its beginning.</param>
    public static BuildEvent Read(string text)
    {
        ArgumentNullException.ThrowIfNull(text);
        if (text.StartsWith(Stale, StringComparison.Ordinal) && text.IndexOf(' ', Stale.Length) is var end and > 0)
            return new SectionStale(text[Stale.Length..end], text[(end + 1)..]);
        return text.StartsWith(Packages, StringComparison.Ordinal)
            && text[Packages.Length..].Split(' ') is [var done, var total, var bytes, var all]
            && int.TryParse(done, NumberStyles.None, CultureInfo.InvariantCulture, out var doneNumber)
            && int.TryParse(total, NumberStyles.None, CultureInfo.InvariantCulture, out var totalNumber)
            && long.TryParse(bytes, NumberStyles.None, CultureInfo.InvariantCulture, out var bytesNumber)
            && long.TryParse(all, NumberStyles.None, CultureInfo.InvariantCulture, out var allNumber)
            ? new PackagesProgress(doneNumber, totalNumber, bytesNumber, allNumber)
            : new BuildNote(text);
    }
}
