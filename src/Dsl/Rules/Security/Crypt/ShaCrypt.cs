using System;
using System.Collections.Generic;
using System.Linq;
using System.Security.Cryptography;
using System.Text;

namespace Bivouac.Rules.Security.Crypt;

/// <summary>crypt(3) with SHA-256, <c>$5$</c>, and SHA-512, <c>$6$</c>: Ulrich Drepper's algorithm, https://www.akkadia.org/drepper/SHA-crypt.txt.</summary>
internal static class ShaCrypt
{
    /// <summary>The hash's last part for a password, a salt and a number of rounds.</summary>
    public static string Hash(byte[] password, byte[] salt, int rounds, bool is512)
    {
        using HashAlgorithm sha = is512 ? SHA512.Create() : SHA256.Create();
        var other = sha.ComputeHash([.. password, .. salt, .. password]);
        var first = new List<byte>([.. password, .. salt, .. Repeat(other, password.Length)]);
        for (var bits = password.Length; bits > 0; bits >>= 1) first.AddRange((bits & 1) != 0 ? other : password);
        var digest = sha.ComputeHash([.. first]);
        var p = Repeat(sha.ComputeHash([.. Enumerable.Repeat(password, password.Length).SelectMany(b => b)]), password.Length);
        var s = Repeat(sha.ComputeHash([.. Enumerable.Repeat(salt, 16 + digest[0]).SelectMany(b => b)]), salt.Length);
        var buffer = new byte[(2 * digest.Length) + (2 * p.Length) + s.Length];
        for (var round = 0; round < rounds; round++)
        {
            var length = 0;
            Add(round % 2 != 0 ? p : digest);
            if (round % 3 != 0) Add(s);
            if (round % 7 != 0) Add(p);
            Add(round % 2 != 0 ? digest : p);
            digest = sha.ComputeHash(buffer, 0, length);

            void Add(byte[] bytes)
            {
                Buffer.BlockCopy(bytes, 0, buffer, length, bytes.Length);
                length += bytes.Length;
            }
        }

        return is512 ? Text512(digest) : Text256(digest);
    }

    private static byte[] Repeat(byte[] bytes, int length) => [.. Enumerable.Range(0, length).Select(i => bytes[i % bytes.Length])];

    private static string Text256(byte[] d)
    {
        var text = new StringBuilder();
        for (int i = 0, a = 0, b = 10, c = 20; i < 10; i++, (a, b, c) = (c + 1, a + 1, b + 1)) text.Append(d[a], d[b], d[c], 4);
        return text.Append(0, d[31], d[30], 3).ToString();
    }

    private static string Text512(byte[] d)
    {
        var text = new StringBuilder();
        for (int i = 0, a = 0, b = 21, c = 42; i < 21; i++, (a, b, c) = (b + 1, c + 1, a + 1)) text.Append(d[a], d[b], d[c], 4);
        return text.Append(0, 0, d[63], 2).ToString();
    }
}
