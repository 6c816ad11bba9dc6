namespace Bivouac.Model;

/// <summary>A user, merged into <c>/etc/passwd</c>, <c>/etc/shadow</c> and <c>/etc/group</c> of the running system.</summary>
/// <param name="Name">The login name.</param>
/// <param name="Uid">The number, also that of the group of the same name.</param>
/// <param name="Groups">Further groups.</param>
/// <param name="Shell">The login shell.</param>
/// <param name="Home">The home folder.</param>
/// <param name="PasswordHash">The hash of crypt(3), or null: the account has no password and password login is locked.</param>
/// <param name="Elevation">How it becomes root.</param>
public sealed record UserDeclaration(
    string Name,
    int Uid,
    EquatableArray<string> Groups,
    string Shell,
    string Home,
    string? PasswordHash,
    Elevation Elevation)
{
    /// <summary>Whether a path is the home or in it.</summary>
    internal bool HasAtHome(string path) => path == Home || path.StartsWith(Home + "/", System.StringComparison.Ordinal);

    /// <summary>The owner of what is there.</summary>
    internal Owner Owner => new(Uid, Uid);
}
