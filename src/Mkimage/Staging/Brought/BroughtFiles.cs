using System;
using System.Collections.Generic;
using System.Linq;
using Bivouac.Model;

namespace Bivouac.Mkimage.Staging.Brought;

/// <summary>What a build has fetched and verified for an image, in folders of this machine that staging may empty.</summary>
/// <param name="Downloads">The downloads by name.</param>
/// <param name="Unpacked">Folders with what was unpacked, by <see cref="Scripts.OverlayLayout.UnpackedName"/>.</param>
public sealed record BroughtFiles(IReadOnlyDictionary<string, BroughtFile> Downloads, IReadOnlyDictionary<string, string> Unpacked)
{
    /// <summary>Nothing, as for an image without downloads.</summary>
    public static BroughtFiles None { get; } = new(new Dictionary<string, BroughtFile>(), new Dictionary<string, string>());

    /// <summary>What of it an overlay is made from: the files by their hashes, and what is unpacked of them.</summary>
    /// <param name="model">The image.</param>
    public IEnumerable<string> Identities(LiveCdModel model)
    {
        ArgumentNullException.ThrowIfNull(model);
        return Downloads.OrderBy(d => d.Key, StringComparer.Ordinal).Select(d => $"download {d.Key} {d.Value.Sha256}")
            .Concat(model.Overlay.OfType<OverlayUnpacked>().Select(u => FormattableString.Invariant($"unpacked {u.Download} {u.StripComponents} {string.Join('\0', u.Members)}")));
    }
}
