using System.Collections.Generic;
using Bivouac.Mkimage.Reporting.Records;

namespace Bivouac.Benchmarks.Builds;

/// <summary>A build that was measured.</summary>
/// <param name="Seconds">From its start to its end, by the clock.</param>
internal sealed record Sample(double Seconds)
{
    /// <summary>Of a plain build: how long mkimage.sh alone took, without entering the builder; 0 else.</summary>
    public double Inside { get; init; }

    /// <summary>Of the driver's builds: its stages.</summary>
    public IReadOnlyList<RecordedStep> Stages { get; init; } = [];

    /// <summary>The sections that mkimage.sh made, with seconds by kind.</summary>
    public IReadOnlyList<(string Name, double Seconds)> Sections { get; init; } = [];
}
