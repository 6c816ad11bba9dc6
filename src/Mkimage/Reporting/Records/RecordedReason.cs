namespace Bivouac.Mkimage.Reporting.Records;

/// <summary>Why a section was made anew.</summary>
/// <param name="Section">The section's kind; <c>all</c> when nothing of the last build was kept.</param>
/// <param name="Reason">What changed.</param>
internal sealed record RecordedReason(string Section, string Reason);
