using System.Text;

namespace Bivouac.Rules.Security.Crypt;

/// <summary>The letters that crypt(3) writes hashes in: six bits each, the lowest first.</summary>
internal static class CryptText
{
    private const string Letters = "./0123456789ABCDEFGHIJKLMNOPQRSTUVWXYZabcdefghijklmnopqrstuvwxyz";

    /// <summary>Adds the letters of up to three bytes.</summary>
    public static StringBuilder Append(this StringBuilder text, int high, int middle, int low, int count)
    {
        var bits = (high << 16) | (middle << 8) | low;
        for (; count > 0; count--, bits >>= 6) text.Append(Letters[bits & 0x3f]);
        return text;
    }
}
