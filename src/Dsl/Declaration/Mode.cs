using System;
using System.Linq;

namespace Bivouac;

/// <summary>The permission bits of a file or folder in the overlay, in octal as chmod takes them: <c>"0644"</c>, <c>"4755"</c>.</summary>
public sealed record Mode
{
    /// <summary>Reads octal digits.</summary>
    /// <param name="octal">Three or four octal digits.</param>
    /// <exception cref="ArgumentException">It is not that.</exception>
    public Mode(string octal)
    {
        if (octal is null || octal.Length is < 3 or > 4 || !octal.All(c => c is >= '0' and <= '7'))
            throw new ArgumentException($"'{octal}' is not a file mode; write three or four octal digits, for example \"0644\"", nameof(octal));
        Bits = Convert.ToInt32(octal, 8);
    }

    /// <summary><c>0644</c>: the owner writes, all read.</summary>
    public static Mode ReadableByAll { get; } = new("0644");

    /// <summary><c>0755</c>: the owner writes, all read and run it.</summary>
    public static Mode Executable { get; } = new("0755");

    /// <summary><c>0600</c>: for the owner alone.</summary>
    public static Mode Private { get; } = new("0600");

    /// <summary>The twelve bits.</summary>
    public int Bits { get; }

    /// <summary>Reads octal digits.</summary>
    /// <param name="octal">Three or four octal digits.</param>
    /// <exception cref="ArgumentException">It is not that.</exception>
    public static implicit operator Mode(string octal) => new(octal);

    /// <summary>Four octal digits.</summary>
    public override string ToString() => Convert.ToString(Bits, 8).PadLeft(4, '0');
}
