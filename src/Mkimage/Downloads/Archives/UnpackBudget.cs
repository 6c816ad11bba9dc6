using System;

namespace Bivouac.Mkimage.Downloads.Archives;

/// <summary>Counts what an archive unpacks to.</summary>
/// <param name="limits">What it may.</param>
/// <param name="archiveLength">How many bytes the archive itself has.</param>
internal sealed class UnpackBudget(ArchiveLimits limits, long archiveLength)
{
    private readonly long byRatio = Math.Max(limits.RatioFrom, archiveLength <= long.MaxValue / limits.Ratio ? archiveLength * limits.Ratio : long.MaxValue);

    private long bytes;
    private int members;

    /// <summary>The member that is unpacked now, for messages.</summary>
    public string? Current { get; private set; }

    /// <summary>Counts a member.</summary>
    /// <exception cref="ArchiveException">There are too many.</exception>
    public void Begin(string name)
    {
        Current = name;
        if (++members > limits.Members)
            throw new ArchiveException(ArchiveProblem.TooLarge, name, FormattableString.Invariant($"it has more than {limits.Members} members ({ArchiveException.Shown(name)} is one too many)"));
    }

    /// <summary>Counts bytes.</summary>
    /// <exception cref="ArchiveException">They are too many.</exception>
    public void TakeBytes(long count)
    {
        bytes += count;
        var where = Current is null ? "" : $" (at its member {ArchiveException.Shown(Current)})";
        if (bytes > limits.Bytes)
            throw new ArchiveException(ArchiveProblem.TooLarge, Current, FormattableString.Invariant($"it unpacks to more than {limits.Bytes} bytes{where}"));
        if (bytes > byRatio)
            throw new ArchiveException(ArchiveProblem.TooLarge, Current, FormattableString.Invariant($"its {archiveLength} bytes unpack to more than {limits.Ratio} times as many{where}"));
    }
}
