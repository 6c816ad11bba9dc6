using System;

namespace Bivouac;

/// <summary>A runlevel of OpenRC: a folder under <c>/etc/runlevels</c>.</summary>
public sealed record Runlevel
{
    /// <summary>One that has no member here.</summary>
    /// <param name="name">The runlevel's name.</param>
    /// <exception cref="ArgumentException">The name is empty or has characters other than letters, digits, <c>_ . + -</c>.</exception>
    public Runlevel(string name) => Name = Names.Check(name, nameof(name), "runlevel");

    /// <summary>The runlevel's name.</summary>
    public string Name { get; }

    /// <summary>First: devices, modules.</summary>
    public static Runlevel Sysinit { get; } = new("sysinit");

    /// <summary>Second: what the system itself needs.</summary>
    public static Runlevel Boot { get; } = new("boot");

    /// <summary>Last: what the machine is for.</summary>
    public static Runlevel Default { get; } = new("default");

    /// <summary>For work without network.</summary>
    public static Runlevel Nonetwork { get; } = new("nonetwork");

    /// <summary>On the way down.</summary>
    public static Runlevel Shutdown { get; } = new("shutdown");

    /// <summary>The name.</summary>
    public override string ToString() => Name;
}
