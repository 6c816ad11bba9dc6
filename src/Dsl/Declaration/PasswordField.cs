using System;
using System.Linq;

namespace Bivouac;

/// <summary>Checks what is going to be the second field of <c>/etc/shadow</c>.</summary>
internal static class PasswordField
{
    /// <summary>Returns the text when it is a hash of crypt(3) of a kind that musl knows and that is no longer broken than MD5.</summary>
    /// <exception cref="ArgumentException">It is not; the message does not repeat it, since it may be a password.</exception>
    public static string Check(string hash, string parameter)
    {
        if (hash is null) throw new ArgumentNullException(parameter);
        var parts = hash.Split('$');
        var isHash = parts.Length >= 4 && parts[0].Length == 0 && parts[1] is "5" or "6" or "2a" or "2b" or "2y"
            && parts[parts.Length - 1].Length >= 31 && hash.All(c => c is (>= 'a' and <= 'z') or (>= 'A' and <= 'Z') or (>= '0' and <= '9') or '$' or '.' or '/' or '=' or ',');
        if (!isHash)
            throw new ArgumentException("that is no password hash that Alpine's crypt knows ($6$, $5$ or $2b$); make one with 'openssl passwd -6' and give what it prints, never the password itself", parameter);
        return hash;
    }
}
