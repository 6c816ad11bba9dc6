using System;
using System.Collections.Generic;
using System.Linq;

namespace Bivouac.Benchmarks.Builds;

/// <summary>All samples, by the row that they belong to.</summary>
internal sealed class Results
{
    private readonly SortedDictionary<char, List<Sample>> rows = [];

    /// <summary>The samples of a row, in the order in which they were taken.</summary>
    /// <param name="row">Its letter.</param>
    public IReadOnlyList<Sample> this[char row] => rows.TryGetValue(row, out var samples) ? samples : [];

    /// <summary>Adds a sample.</summary>
    /// <param name="row">Its row.</param>
    /// <param name="sample">The sample.</param>
    public void Add(char row, Sample sample)
    {
        if (!rows.TryGetValue(row, out var samples)) rows[row] = samples = [];
        samples.Add(sample);
    }

    /// <summary>The mean of a row.</summary>
    /// <param name="row">Its letter.</param>
    /// <param name="value">What is looked at; the seconds of the clock when null.</param>
    public double Mean(char row, Func<Sample, double>? value = null) => rows[row].Average(value ?? (s => s.Seconds));
}
