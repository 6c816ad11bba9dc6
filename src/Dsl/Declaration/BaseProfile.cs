using System;

namespace Bivouac;

/// <summary>A profile of Alpine's own scripts to start from: <c>profile_NAME</c> is called first, then the declarations override and add.</summary>
public sealed record BaseProfile
{
    /// <summary>One that has no member here.</summary>
    /// <param name="name">What follows <c>profile_</c> in the function's name.</param>
    /// <exception cref="ArgumentException">The name is empty or has characters other than letters, digits, <c>_ . + -</c>.</exception>
    public BaseProfile(string name) => Name = Names.Check(name, nameof(name), "profile name");

    /// <summary>What follows <c>profile_</c> in the function's name.</summary>
    public string Name { get; }

    /// <summary>What all of Alpine's images share.</summary>
    public static BaseProfile Base { get; } = new("base");

    /// <summary>Alpine's standard image.</summary>
    public static BaseProfile Standard { get; } = new("standard");

    /// <summary>Alpine's extended image: more packages, microcode.</summary>
    public static BaseProfile Extended { get; } = new("extended");

    /// <summary>Alpine's image for virtual machines: the virt kernel, serial console.</summary>
    public static BaseProfile Virt { get; } = new("virt");

    /// <summary>The name.</summary>
    public override string ToString() => Name;
}
