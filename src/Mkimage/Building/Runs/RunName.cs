using System;
using System.Globalization;
using System.Security.Cryptography;
using System.Text.RegularExpressions;

namespace Bivouac.Mkimage.Building.Runs;

/// <summary>
/// What the name of a run in a builder says: which image it builds, for which project, from which state of it, and where the image
/// goes. So another machine knows a build from its name alone.
/// </summary>
/// <param name="WorkName">The folder of the project's image below the builder's work root: <c>rescue-x86_64-1a2b3c4d</c>.</param>
/// <param name="Key">The state of the project that it is built from; see <see cref="BuildKey"/>.</param>
/// <param name="Out">The folder of its image, which no other run has: 8 hexadecimal digits.</param>
/// <param name="SourceDate">The time that stands in the image, in seconds since 1970, when SOURCE_DATE_EPOCH gave it.</param>
public sealed partial record RunName(string WorkName, string Key, string Out, long? SourceDate = null)
{
    private const string Prefix = "mkimage";

    /// <summary>The profile's name.</summary>
    public string Profile => WorkName.Split('-')[0];

    /// <summary>Alpine's word for the architecture.</summary>
    public string Arch => WorkName.Split('-')[1];

    /// <summary>The name of a run that is about to be started.</summary>
    /// <param name="workName">The folder of the project's image below the builder's work root.</param>
    /// <param name="key">The state of the project.</param>
    /// <param name="sourceDate">The time that stands in the image.</param>
    public static RunName New(string workName, string key, SourceDate sourceDate)
    {
        ArgumentNullException.ThrowIfNull(sourceDate);
        return new(workName, key, RandomNumberGenerator.GetHexString(8, lowercase: true), sourceDate.IsGiven ? sourceDate.Seconds : null);
    }

    /// <summary>Reads a name.</summary>
    /// <param name="name">The name of a run.</param>
    /// <returns>What it says, or null when the run is no build.</returns>
    public static RunName? Parse(string name) =>
        Form().Match(name) is { Success: true } match
            ? new(match.Groups["work"].Value, match.Groups["key"].Value, match.Groups["out"].Value, match.Groups["date"] is { Success: true, Value: var date } ? long.Parse(date, CultureInfo.InvariantCulture) : null)
            : null;

    /// <summary>Whether a folder has a name as the folder of a project's image has it.</summary>
    /// <param name="folder">The folder's name.</param>
    public static bool IsWorkName(string folder) => WorkForm().IsMatch(folder);

    /// <summary>Whether a run that has this name makes what another one would make.</summary>
    /// <param name="other">The other one.</param>
    public bool MakesTheSameAs(RunName other)
    {
        ArgumentNullException.ThrowIfNull(other);
        return WorkName == other.WorkName && Key == other.Key && SourceDate == other.SourceDate;
    }

    /// <summary>The name.</summary>
    public override string ToString() => $"{Prefix}-{WorkName}-{Key}-{Out}{(SourceDate is { } date ? "-" + date.ToString(CultureInfo.InvariantCulture) : "")}";

    [GeneratedRegex("^mkimage-(?<work>[A-Za-z0-9_]+-[a-z0-9_]+-[0-9a-f]{8})-(?<key>[0-9a-f]+)-(?<out>[0-9a-f]{8})(-(?<date>[0-9]{1,12}))?$", RegexOptions.CultureInvariant)]
    private static partial Regex Form();

    [GeneratedRegex("^[A-Za-z0-9_]+-[a-z0-9_]+-[0-9a-f]{8}$", RegexOptions.CultureInvariant)]
    private static partial Regex WorkForm();
}
