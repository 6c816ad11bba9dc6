using System;

namespace Bivouac.Mkimage.Image;

/// <summary>
/// A file of an image is not what its format asks for: damaged, cut off or of another kind. Readers throw nothing else
/// for what they read; the verifier turns it into a failed check.
/// </summary>
internal sealed class ImageFormatException : Exception
{
    /// <summary>Creates the failure.</summary>
    /// <param name="what">What was read, for example <c>APKINDEX.tar.gz</c>.</param>
    /// <param name="why">What is wrong with it.</param>
    /// <param name="inner">The exception behind it.</param>
    public ImageFormatException(string what, string why, Exception? inner = null)
        : base($"{what}: {why}", inner)
    {
    }
}
