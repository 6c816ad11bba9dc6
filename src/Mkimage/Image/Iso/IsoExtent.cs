namespace Bivouac.Mkimage.Image.Iso;

/// <summary>A run of bytes of the image that belongs to one file.</summary>
/// <param name="Offset">Where it begins, in bytes from the start of the image.</param>
/// <param name="Length">How many bytes of it belong to the file.</param>
internal readonly record struct IsoExtent(long Offset, long Length);
