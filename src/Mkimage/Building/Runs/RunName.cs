using System;

namespace Bivouac.Mkimage.Building.Runs;

/// <summary>
/// What the name of a run in a builder says: which image it builds, for which project, and from which state of it. So another
/// machine knows a build from its name alone.
/// </summary>
/// <param name="WorkName">The folder of the project's image below the builder's work root: <c>rescue-x86_64-1a2b3c4d</c>.</param>
/// <param name="Key">The state of the project that it is built from; see <see cref="BuildKey"/>.</param>
public sealed record RunName(string WorkName, string Key)
{
    private const string Prefix = "mkimage";

    /// <summary>The profile's name.</summary>
    public string Profile => WorkName.Split('-')[0];

    /// <summary>Alpine's word for the architecture.</summary>
    public string Arch => WorkName.Split('-')[1];

    /// <summary>Reads a name.</summary>
    /// <param name="name">The name of a run.</param>
    /// <returns>What it says, or null when the run is no build.</returns>
    public static RunName? Parse(string name)
    {
        ArgumentNullException.ThrowIfNull(name);
        return name.Split('-') is [Prefix, var profile, var arch, var place, var key] ? new($"{profile}-{arch}-{place}", key) : null;
    }

    /// <summary>The name.</summary>
    public override string ToString() => $"{Prefix}-{WorkName}-{Key}";
}
