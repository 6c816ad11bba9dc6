namespace Bivouac.Model;

/// <summary>An SSH server.</summary>
public enum SshServer
{
    /// <summary>OpenSSH: package <c>openssh</c>, service <c>sshd</c>.</summary>
    OpenSsh,

    /// <summary>Dropbear, a small one: package <c>dropbear</c>, service <c>dropbear</c>.</summary>
    Dropbear,
}
