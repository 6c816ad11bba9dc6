using System.Collections.Generic;
using System.Globalization;
using System.Text;
using Bivouac.Model;

namespace Bivouac.Scripts.Boot;

/// <summary>Prints what is said about accounts.</summary>
internal static class AccountFiles
{
    /// <summary><c>/etc/bivouac/accounts</c>: groups before users, both before memberships.</summary>
    public static string Accounts(LiveCdModel model)
    {
        var text = new StringBuilder("# Made by Bivouac from .User(...), .Group(...), .RootPassword(...); changes here are lost.\n");
        if (model.RootPasswordHash is { } root) text.Append("root-password ").Append(root).Append('\n');
        foreach (var group in model.Groups) Group(text, group.Name, group.Gid);
        foreach (var user in model.Users)
        {
            Group(text, user.Name, user.Uid);
            text.Append("user ").Append(user.Name).Append(' ').Append(Number(user.Uid)).Append(' ').Append(user.Shell).Append(' ').Append(user.Home)
                .Append(' ').Append(user.PasswordHash ?? "-").Append('\n');
        }

        foreach (var user in model.Users)
            foreach (var group in user.Groups) text.Append("member ").Append(user.Name).Append(' ').Append(group).Append('\n');
        return text.ToString();
    }

    /// <summary>The files that let users become root. A user without a password cannot be asked for one.</summary>
    public static IEnumerable<OverlayText> Elevations(LiveCdModel model)
    {
        foreach (var user in model.Users)
        {
            var asks = user.PasswordHash is not null;
            if (user.Elevation == Elevation.Doas)
                yield return new("/etc/doas.d/" + user.Name + ".conf", "permit " + (asks ? "persist " : "nopass ") + user.Name + "\n", new Mode("0640"), Owner.Root);
            else if (user.Elevation == Elevation.Sudo)
                yield return new("/etc/sudoers.d/" + user.Name, user.Name + " ALL=(ALL:ALL) " + (asks ? "" : "NOPASSWD: ") + "ALL\n", new Mode("0440"), Owner.Root);
        }
    }

    private static void Group(StringBuilder text, string name, int gid) => text.Append("group ").Append(name).Append(' ').Append(Number(gid)).Append('\n');

    private static string Number(int number) => number.ToString(CultureInfo.InvariantCulture);
}
