using System;
using System.Globalization;
using System.Text;

namespace Bivouac.Rules.Security.Crypt;

/// <summary>A hash of crypt(3) that can be tried: MD5, SHA-256 or SHA-512.</summary>
/// <param name="Method">1, 5 or 6.</param>
/// <param name="Rounds">How many rounds; MD5 has always 1000.</param>
/// <param name="Salt">The salt.</param>
/// <param name="Digest">The last part.</param>
internal sealed record PasswordHash(char Method, int Rounds, string Salt, string Digest)
{
    /// <summary>A hash that takes longer to try is left alone.</summary>
    private const int MaxRounds = 100_000;

    /// <summary>Reads a password field; null when it is no such hash.</summary>
    public static PasswordHash? Parse(string field)
    {
        var parts = field.Split('$');
        if (parts.Length is < 4 or > 5 || parts[0].Length > 0 || parts[1] is not ("1" or "5" or "6")) return null;
        var method = parts[1][0];
        var rounds = 5000;
        if (parts.Length == 5)
        {
            if (method == '1' || !parts[2].StartsWith("rounds=", StringComparison.Ordinal)) return null;
            if (!int.TryParse(parts[2].Substring(7), NumberStyles.None, CultureInfo.InvariantCulture, out rounds) || rounds is < 1000 or > MaxRounds) return null;
        }

        var (salt, digest) = (parts[parts.Length - 2], parts[parts.Length - 1]);
        return salt.Length > (method == '1' ? 8 : 16) || digest.Length != (method switch { '1' => 22, '5' => 43, _ => 86 }) ? null : new(method, rounds, salt, digest);
    }

    /// <summary>Whether the hash is that of a password.</summary>
    public bool IsOf(string password)
    {
        var (bytes, salt) = (Encoding.UTF8.GetBytes(password), Encoding.UTF8.GetBytes(Salt));
        return Digest == (Method == '1' ? Md5Crypt.Hash(bytes, salt) : ShaCrypt.Hash(bytes, salt, Rounds, Method == '6'));
    }
}
