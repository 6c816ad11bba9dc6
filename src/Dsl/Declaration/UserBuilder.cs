using System;
using System.Collections.Generic;
using Bivouac.Model;

namespace Bivouac;

/// <summary>Declares a user of the running system.</summary>
public sealed class UserBuilder
{
    private readonly LiveCdBuilder _iso;
    private readonly string _element;
    private readonly string _name;
    private readonly int _uid;
    private readonly List<string> _groups = [];
    private string _shell = "/bin/sh";
    private string? _passwordHash;
    private Elevation _elevation;

    internal UserBuilder(LiveCdBuilder iso, string element, string name, int uid)
    {
        _iso = iso;
        _element = element;
        _name = name;
        _uid = uid;
    }

    private string Home => "/home/" + _name;

    /// <summary>Adds it to groups, of the system or declared with <see cref="LiveCdBuilder.Group"/>.</summary>
    /// <param name="names">The groups, for example <c>wheel</c>, <c>video</c>.</param>
    /// <exception cref="ArgumentException">One is not a group's name.</exception>
    public UserBuilder Groups(params string[] names)
    {
        _iso.Recorder.Add(_groups, _element + ".Groups", names, nameof(names), n => Names.CheckAccount(n, nameof(names), "group"));
        return this;
    }

    /// <summary>Declares the login shell. Default: <c>/bin/sh</c>.</summary>
    /// <param name="path">Its absolute path; a package must bring it.</param>
    /// <exception cref="ArgumentException">It is not absolute and normalized, or has a colon.</exception>
    public UserBuilder Shell(string path)
    {
        _shell = OverlayPath.CheckTarget(path, nameof(path));
        if (path.IndexOf(':') >= 0) throw new ArgumentException("a path in /etc/passwd has no colon", nameof(path));
        _iso.Recorder.NoteSetting(_element + ".Shell", nameof(path));
        return this;
    }

    /// <summary>
    /// Declares the password by its hash. Without it there is no login by password. Everybody who has the image can read the hash
    /// and try words on it.
    /// </summary>
    /// <param name="hash">As <c>openssl passwd -6</c> or <c>mkpasswd</c> prints it, <c>$6$...</c>; never the password itself.</param>
    /// <exception cref="ArgumentException">It is no hash of crypt(3).</exception>
    public UserBuilder PasswordHash(string hash)
    {
        _passwordHash = PasswordField.Check(hash, nameof(hash));
        _iso.Recorder.NoteSetting(_element + ".PasswordHash", nameof(hash));
        return this;
    }

    /// <summary>Lets it log in by SSH with the keys of a file: <c>/home/NAME/.ssh/authorized_keys</c>.</summary>
    /// <param name="source">A file of public keys, relative to the project's folder.</param>
    /// <exception cref="ArgumentException">The path is not normalized or leaves the project.</exception>
    public UserBuilder AuthorizedKeys(string source)
    {
        _iso.AddAuthorizedKeys(Home, source, new Owner(_uid, _uid), nameof(source));
        return this;
    }

    /// <summary>Lets it become root by doas: package <c>doas</c>. A user without a password is not asked for one.</summary>
    public UserBuilder Doas() => Take(Elevation.Doas);

    /// <summary>Lets it become root by sudo: package <c>sudo</c>. A user without a password is not asked for one.</summary>
    public UserBuilder Sudo() => Take(Elevation.Sudo);

    internal UserDeclaration Build() => new(_name, _uid, new(_groups), _shell, Home, _passwordHash, _elevation);

    private UserBuilder Take(Elevation elevation)
    {
        _iso.Recorder.NoteSetting(_element + ".Elevation");
        _elevation = elevation;
        return this;
    }
}
