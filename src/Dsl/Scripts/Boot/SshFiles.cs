using System.Globalization;
using System.Linq;
using Bivouac.Model;

namespace Bivouac.Scripts.Boot;

/// <summary>Prints what the SSH server reads. Dropbear has its options in <c>/etc/conf.d/dropbear</c>.</summary>
internal static class SshFiles
{
    /// <summary><c>/etc/ssh/sshd_config</c>, whole: what Alpine's own file includes differs between releases.</summary>
    public static string Configuration(SshDeclaration ssh)
    {
        string[] lines =
        [
            "# Made by Bivouac from .Ssh(...); changes here are lost.",
            "Port " + ssh.Port.ToString(CultureInfo.InvariantCulture),
            "PermitRootLogin " + (ssh.RootLogin == RootLogin.Never ? "no" : "prohibit-password"),
            "PubkeyAuthentication yes",
            "PasswordAuthentication " + (ssh.AllowsPasswords ? "yes" : "no"),
            "KbdInteractiveAuthentication no",
            "PermitEmptyPasswords no",
            "AuthorizedKeysFile .ssh/authorized_keys",
            "# A name server that does not answer must not delay a login.",
            "UseDNS no",
            "AllowTcpForwarding " + (ssh.AllowsForwarding ? "yes" : "no"),
            "AllowStreamLocalForwarding " + (ssh.AllowsForwarding ? "yes" : "no"),
            "X11Forwarding no",
            "ClientAliveInterval 60",
            "Subsystem sftp internal-sftp",
        ];
        return string.Concat(lines.Select(l => l + "\n"));
    }
}
