using System;
using System.Collections.Generic;
using System.Linq;
using System.Security.Cryptography;
using System.Text;

namespace Bivouac.Rules.Security.Crypt;

/// <summary>crypt(3) with MD5, <c>$1$</c>: Poul-Henning Kamp's algorithm, as musl and openssl passwd -1 have it.</summary>
internal static class Md5Crypt
{
    /// <summary>The hash's last part for a password and a salt.</summary>
    public static string Hash(byte[] password, byte[] salt)
    {
        using var md5 = MD5.Create();
        var digest = md5.ComputeHash([.. password, .. salt, .. password]);
        var first = new List<byte>([.. password, .. Encoding.ASCII.GetBytes("$1$"), .. salt]);
        for (var left = password.Length; left > 0; left -= 16) first.AddRange(digest.Take(Math.Min(16, left)));
        for (var bits = password.Length; bits > 0; bits >>= 1) first.Add((bits & 1) != 0 || password.Length == 0 ? (byte)0 : password[0]);
        digest = md5.ComputeHash([.. first]);
        for (var round = 0; round < 1000; round++)
        {
            digest = md5.ComputeHash(
            [
                .. round % 2 != 0 ? password : digest,
                .. round % 3 != 0 ? salt : [],
                .. round % 7 != 0 ? password : [],
                .. round % 2 != 0 ? digest : password,
            ]);
        }

        var text = new StringBuilder();
        for (var i = 0; i < 5; i++) text.Append(digest[i], digest[i + 6], digest[i == 4 ? 5 : i + 12], 4);
        return text.Append(0, 0, digest[11], 2).ToString();
    }
}
