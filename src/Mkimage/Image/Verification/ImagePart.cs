namespace Bivouac.Mkimage.Image.Verification;

/// <summary>How much of an image one part takes.</summary>
/// <param name="Name"><c>kernel</c>, <c>initramfs</c>, <c>modloop</c>, <c>packages</c>, <c>overlay</c> or <c>other</c>.</param>
/// <param name="Bytes">Its bytes; those of <c>other</c> are all that the rest does not take, with boot loaders and the file system itself.</param>
public sealed record ImagePart(string Name, long Bytes);
