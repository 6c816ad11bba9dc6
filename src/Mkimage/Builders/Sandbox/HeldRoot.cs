using System;

namespace Bivouac.Mkimage.Builders.Sandbox;

/// <summary>A builder root that this process uses: it is not removed until it is given back, or the process ends.</summary>
/// <param name="folder">The folder of this machine.</param>
/// <param name="share">A share of the root's lock.</param>
internal sealed class HeldRoot(string folder, CacheLock share) : IDisposable
{
    /// <summary>The folder of this machine.</summary>
    public string Folder => folder;

    /// <summary>Gives it back.</summary>
    public void Dispose() => share.Dispose();
}
