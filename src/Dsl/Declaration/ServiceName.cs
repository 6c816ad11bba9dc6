using System;

namespace Bivouac;

/// <summary>The name of an init script: of a package, of the overlay, or of a service of this definition; text converts by itself.</summary>
public sealed record ServiceName
{
    /// <summary>One that has no member here.</summary>
    /// <param name="name">The name below <c>/etc/init.d</c>.</param>
    /// <exception cref="ArgumentException">It is not a service name.</exception>
    public ServiceName(string name) => Name = Names.Check(name, nameof(name), "service name");

    /// <summary>The name below <c>/etc/init.d</c>.</summary>
    public string Name { get; }

    /// <summary>OpenSSH's server.</summary>
    public static ServiceName Sshd { get; } = new("sshd");

    /// <summary>Dropbear's server.</summary>
    public static ServiceName Dropbear { get; } = new("dropbear");

    /// <summary>The network that <see cref="LiveCdBuilder.Network"/> declares.</summary>
    public static ServiceName Network { get; } = new("bivouac-network");

    /// <summary>The accounts that <see cref="LiveCdBuilder.User"/> and the like declare.</summary>
    public static ServiceName Accounts { get; } = new("bivouac-accounts");

    /// <summary>Whatever writes the system's log, <c>provide logger</c>.</summary>
    public static ServiceName Logger { get; } = new("logger");

    /// <summary>The kernel modules of the medium.</summary>
    public static ServiceName Modloop { get; } = new("modloop");

    /// <summary>Takes the name.</summary>
    /// <param name="name">The name below <c>/etc/init.d</c>.</param>
    public static implicit operator ServiceName(string name) => new(name);

    /// <summary>The name.</summary>
    public override string ToString() => Name;
}
