using System;
using System.Linq;

namespace Bivouac.Mkimage.Downloads.Archives;

/// <summary>An archive that is not unpacked; nothing of it has been left behind.</summary>
/// <param name="problem">Why.</param>
/// <param name="member">The member in question, or null.</param>
/// <param name="reason">The same in words, without a full stop; it names the member.</param>
/// <param name="inner">What is behind it.</param>
internal sealed class ArchiveException(ArchiveProblem problem, string? member, string reason, Exception? inner = null) : Exception(reason, inner)
{
    /// <summary>Why.</summary>
    public ArchiveProblem Problem { get; } = problem;

    /// <summary>The member in question, as the archive names it; null when it is none.</summary>
    public string? Member { get; } = member;

    /// <summary>The failure that a user sees.</summary>
    /// <param name="download">What the definition calls the archive.</param>
    public DriverException ToFailure(string download) => new(
        ExitCode.DownloadFailed,
        $"{download}: the archive cannot be unpacked",
        Message,
        Problem == ArchiveProblem.NothingMatches
            ? "Correct the member filter of the download."
            : "Do not use this archive; tell its vendor.",
        this);

    /// <summary>A member's name as it may be shown: without letters that a terminal would obey.</summary>
    public static string Shown(string name) =>
        "'" + string.Concat(name.Select(static c => char.IsControl(c) ? '?' : c)) + "'";
}
