namespace Bivouac.Mkimage.Staging;

/// <summary>A file or link of the project that the overlay is made from.</summary>
/// <param name="Source">Relative to the project's folder, with forward slashes; the same below <c>files/</c> of the stage.</param>
/// <param name="Kind">What it is.</param>
/// <param name="Executable">Whether its owner may run it; every file is staged as 0755 or 0644.</param>
/// <param name="Sha256">The hash of a file's content in lower-case hexadecimal; empty for all else.</param>
/// <param name="Length">Bytes of a file.</param>
/// <param name="LinkTarget">What a link points to, or null.</param>
public sealed record StagedFile(string Source, StagedFileKind Kind, bool Executable, string Sha256, long Length, string? LinkTarget);
