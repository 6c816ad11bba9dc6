using System;

namespace Bivouac;

/// <summary>
/// Marks a partial class as the definition of a live image. The class declares
/// <c>static void Define(LiveCdBuilder iso)</c>; the generator adds <c>Definition</c> (the model) and <c>Scripts</c>
/// (<c>mkimg.NAME.sh</c> and <c>genapkovl-NAME.sh</c>) to it.
/// </summary>
[AttributeUsage(AttributeTargets.Class, Inherited = false)]
public sealed class LiveCdAttribute : Attribute
{
    /// <summary>The profile is named like the class, in lower case.</summary>
    public LiveCdAttribute()
    {
    }

    /// <summary>The profile has a name of its own.</summary>
    /// <param name="name">
    /// What follows <c>profile_</c> in mkimage's function name: letters, digits and underscores. A dash is a syntax error
    /// there and would break every profile.
    /// </param>
    public LiveCdAttribute(string name) => Name = name;

    /// <summary>The profile's name, or null for the class name in lower case.</summary>
    public string? Name { get; }
}
