namespace Bivouac.Mkimage.Builders;

/// <summary>A line of a run's log.</summary>
/// <param name="Text">The line without its line feed (and carriage return); bytes that are no UTF-8 are replaced.</param>
/// <param name="End">The offset behind the line: what to follow from in order to see only later ones.</param>
public readonly record struct LogLine(string Text, long End);
