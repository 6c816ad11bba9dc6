using System;
using System.IO;

namespace Bivouac.Boot.Tests.Machine;

/// <summary>What stands in the system in the place of files that Alpine's packages bring and Debian's do not: the files of the folder Doubles.</summary>
internal static class Double
{
    public static string Text(string name)
    {
        using var stream = typeof(Double).Assembly.GetManifestResourceStream("Doubles/" + name) ?? throw new InvalidOperationException("there is no double " + name);
        using var reader = new StreamReader(stream);
        return reader.ReadToEnd();
    }
}
