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
    /// <exception cref="ArgumentException">A number is negative, or larger than 2097151.</exception>
    public Owner(int uid, int gid)
    {
        Check(uid, nameof(uid));
        Check(gid, nameof(gid));
        Uid = uid;
        Gid = gid;
    }

    /// <summary><c>0:0</c>.</summary>
    public static Owner Root { get; } = new(0, 0);

    /// <summary>The user's number.</summary>
    public int Uid { get; }

    /// <summary>The group's number.</summary>
    public int Gid { get; }

    /// <summary>A field of the archive has seven octal digits; busybox tar cuts what is larger without a word.</summary>
    private static void Check(int number, string parameter)
    {
        if (number is < 0 or > 0x1fffff)
            throw new ArgumentException(string.Format(CultureInfo.InvariantCulture, "{0} cannot be a user or group number of the overlay; use 0 to 2097151, which is what its archive can hold", number), parameter);
    }

    /// <summary><c>UID:GID</c>, as chown takes it.</summary>
    public override string ToString() => string.Format(CultureInfo.InvariantCulture, "{0}:{1}", Uid, Gid);
}
