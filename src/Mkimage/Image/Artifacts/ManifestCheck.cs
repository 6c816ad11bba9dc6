namespace Bivouac.Mkimage.Image.Artifacts;

/// <summary>A check in a manifest.</summary>
/// <param name="Id">Which check.</param>
/// <param name="Passed">Whether it passed.</param>
/// <param name="Message">The fact, and what to do when it failed.</param>
internal sealed record ManifestCheck(string Id, bool Passed, string Message);
