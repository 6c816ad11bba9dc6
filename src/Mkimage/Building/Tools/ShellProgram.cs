using System;
using System.IO;
using Bivouac.Scripts;

namespace Bivouac.Mkimage.Building.Tools;

/// <summary>A program for builders that is written down as a file of its own: POSIX sh for busybox ash.</summary>
internal static class ShellProgram
{
    /// <summary>The program.</summary>
    /// <param name="name">Its name; the file beside this one has <c>.sh</c> appended.</param>
    public static ScriptFile Of(string name)
    {
        using var stream = typeof(ShellProgram).Assembly.GetManifestResourceStream("Bivouac.Mkimage.Building.Tools." + name + ".sh")
            ?? throw new InvalidOperationException("There is no program " + name);
        using var text = new StreamReader(stream);
        return new(name, text.ReadToEnd());
    }
}
