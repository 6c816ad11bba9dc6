using System;

namespace Bivouac.Mkimage.Builders.Shell;

/// <summary>Where it is told that a link was lost, and that it is back.</summary>
internal sealed class LinkNotices
{
    /// <summary>Is told each as one sentence; null while nobody listens.</summary>
    public IProgress<string>? To { get; set; }
}
