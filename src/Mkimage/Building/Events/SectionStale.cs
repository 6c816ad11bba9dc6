namespace Bivouac.Mkimage.Building.Events;

/// <summary>A section of the last build is made anew.</summary>
/// <param name="Section">The section's kind: kernel, apks, grub; <c>all</c> when nothing of the last build is kept.</param>
/// <param name="Reason">What changed: <c>linux-lts 6.12.76-r0 → 6.12.81-r0</c>.</param>
public sealed record SectionStale(string Section, string Reason) : BuildEvent;
