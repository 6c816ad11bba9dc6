using System;
using Bivouac.Mkimage.Http;

namespace Bivouac.Mkimage.Downloads.Checksums;

/// <summary>Where a download's checksum comes from. There are three kinds, and no more.</summary>
internal abstract record ChecksumOrigin
{
    /// <summary>The text of a pinned one.</summary>
    public const string PinnedText = "pinned";

    private ChecksumOrigin()
    {
    }

    /// <summary>The origin as the lock and messages show it.</summary>
    public abstract string Text { get; }

    /// <summary>The URL that is asked, or null.</summary>
    public abstract Uri? Url { get; }

    /// <summary>Given in the definition or in VERSIONS: the author's own word.</summary>
    /// <param name="Checksum">A SHA-256 (or a SHA-512).</param>
    public sealed record Pinned(FileChecksum Checksum) : ChecksumOrigin
    {
        /// <inheritdoc/>
        public override string Text => PinnedText;

        /// <inheritdoc/>
        public override Uri? Url => null;
    }

    /// <summary>A checksum file of the vendor: beside the download, or one for all files of a release.</summary>
    /// <param name="Location">Where it is, over https.</param>
    public sealed record ChecksumFile(Uri Location) : ChecksumOrigin
    {
        /// <inheritdoc/>
        public override string Text => Location.AbsoluteUri;

        /// <inheritdoc/>
        public override Uri? Url => Location;
    }

    /// <summary>A value in a JSON document of the vendor.</summary>
    /// <param name="Location">Where the document is, over https.</param>
    /// <param name="Path">Where the value is in it: see <see cref="JsonChecksum"/>.</param>
    public sealed record Json(Uri Location, string Path) : ChecksumOrigin
    {
        /// <inheritdoc/>
        public override string Text => $"{Location.AbsoluteUri} {Path}";

        /// <inheritdoc/>
        public override Uri? Url => Location;
    }
}
