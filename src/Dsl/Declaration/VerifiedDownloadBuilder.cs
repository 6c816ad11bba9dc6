using System;

namespace Bivouac;

/// <summary>Says more about a download whose checksum is known: where it goes, and who lists its versions.</summary>
public sealed class VerifiedDownloadBuilder
{
    internal VerifiedDownloadBuilder(DownloadDraft draft) => Draft = draft;

    /// <summary>The download that it is about.</summary>
    internal DownloadDraft Draft { get; }

    /// <summary>Pins the checksum as well: the vendor's and this one must agree.</summary>
    /// <param name="sha256">The SHA-256, 64 hexadecimal digits; it belongs beside the version in VERSIONS.</param>
    /// <exception cref="ArgumentException">It is not that.</exception>
    public VerifiedDownloadBuilder Sha256(ShellText sha256)
    {
        Draft.Sha256(sha256, nameof(sha256));
        return this;
    }

    /// <summary>Names the page on which the vendor lists versions: when one does not exist, those that do are offered.</summary>
    /// <param name="url">The page's absolute https URL.</param>
    /// <param name="pattern">A .NET regular expression with one group: the version.</param>
    /// <exception cref="ArgumentException">One of them is not that.</exception>
    public VerifiedDownloadBuilder ListedAt(ShellText url, string pattern)
    {
        Draft.ListedAt(url, nameof(url), pattern, nameof(pattern));
        return this;
    }

    /// <summary>Puts the file into the overlay as it is.</summary>
    /// <param name="path">The absolute path in the running system.</param>
    /// <param name="mode">Permission bits; default <c>"0644"</c>.</param>
    /// <param name="owner">Owner and group; default root.</param>
    /// <exception cref="ArgumentException">The path is not absolute and normalized.</exception>
    public VerifiedDownloadBuilder Into(string path, Mode? mode = null, Owner? owner = null)
    {
        Draft.Into(path, mode, owner);
        return this;
    }

    /// <summary>Unpacks the archive, a tar (plain or compressed) or zip, into the overlay. All of it is root's, unless <see cref="OwnedBy"/> follows.</summary>
    /// <param name="path">Where its content goes in the running system; <c>/</c> for the root.</param>
    /// <param name="members">Globs over the members' names in the archive, for example <c>go/bin/*</c>; none: all of them.</param>
    /// <exception cref="ArgumentException">The path is not absolute and normalized, or a glob names nothing that an archive may have.</exception>
    public VerifiedDownloadBuilder Unpack(string path, params string[] members)
    {
        Draft.Unpack(path, members);
        return this;
    }

    /// <summary>Takes folders from the front of each member's name, as tar does, in the <see cref="Unpack"/> before it.</summary>
    /// <param name="count">How many, 0 to 20; members with fewer folders are left out.</param>
    /// <exception cref="ArgumentOutOfRangeException">It is outside of that.</exception>
    /// <exception cref="InvalidOperationException">No <see cref="Unpack"/> stands before it.</exception>
    public VerifiedDownloadBuilder StripComponents(int count)
    {
        if (count is < 0 or > 20) throw new ArgumentOutOfRangeException(nameof(count), "0 to 20 folders can be taken from a member's name");
        Draft.ChangeUnpacked(".StripComponents(...)", u => u with { StripComponents = count });
        return this;
    }

    /// <summary>Gives all that the <see cref="Unpack"/> before it brings an owner and group.</summary>
    /// <param name="owner">Owner and group.</param>
    /// <exception cref="InvalidOperationException">No <see cref="Unpack"/> stands before it.</exception>
    public VerifiedDownloadBuilder OwnedBy(Owner owner)
    {
        if (owner is null) throw new ArgumentNullException(nameof(owner));
        Draft.OwnUnpacked(".OwnedBy(...)", owner);
        return this;
    }
}
