using System;

namespace Bivouac.Mkimage.Downloads.Checksums;

/// <summary>A document that was to give a checksum does not.</summary>
/// <param name="problem">Why.</param>
/// <param name="message">The same in words that follow the document's name and "gives no checksum": a reason without a full stop.</param>
/// <param name="inner">What is behind it.</param>
internal sealed class ChecksumException(ChecksumProblem problem, string message, Exception? inner = null) : Exception(message, inner)
{
    /// <summary>Why.</summary>
    public ChecksumProblem Problem { get; } = problem;
}
