namespace Bivouac.Model;

/// <summary>The SSH server, in the runlevel boot and without need of a network.</summary>
/// <param name="Server">Which one.</param>
/// <param name="Port">The TCP port.</param>
/// <param name="RootLogin">How root may log in.</param>
/// <param name="AllowsPasswords">Whether accounts with a password may log in with it.</param>
public sealed record SshDeclaration(SshServer Server, int Port, RootLogin RootLogin, bool AllowsPasswords)
{
    /// <summary>Whether connections and sockets may be forwarded.</summary>
    public bool AllowsForwarding { get; init; }

    /// <summary>The init script, <c>sshd</c> or <c>dropbear</c>.</summary>
    public string Service => Server == SshServer.OpenSsh ? "sshd" : "dropbear";
}
