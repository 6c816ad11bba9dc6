using System;
using System.Globalization;

namespace Bivouac;

/// <summary>
/// Owner and group of a path in the overlay, as numbers: the builder does not know the image's users, and the archive keeps
/// numbers only.
/// </summary>
public sealed record Owner
{
    /// <summary>User and group by number.</summary>
    /// <param name="uid">The user's number.</param>
    /// <param name="gid">The group's number.</param>
    /// <exception cref="ArgumentException">A number is negative.</exception>
    public Owner(int uid, int gid)
    {
        if (uid < 0 || gid < 0) throw new ArgumentException("user and group numbers are 0 or more", uid < 0 ? nameof(uid) : nameof(gid));
        Uid = uid;
        Gid = gid;
    }

    /// <summary><c>0:0</c>.</summary>
    public static Owner Root { get; } = new(0, 0);

    /// <summary>The user's number.</summary>
    public int Uid { get; }

    /// <summary>The group's number.</summary>
    public int Gid { get; }

    /// <summary><c>UID:GID</c>, as chown takes it.</summary>
    public override string ToString() => string.Format(CultureInfo.InvariantCulture, "{0}:{1}", Uid, Gid);
}
