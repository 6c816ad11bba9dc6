using System;
using System.Collections.Generic;
using Bivouac.Mkimage.Builders.Shell;

namespace Bivouac.Mkimage.Builders.Ssh;

/// <summary>How the connection is made. A user has no need to change it: his ssh configuration is used.</summary>
internal sealed record SshSettings
{
    /// <summary>The program of OpenSSH, and what is put before it.</summary>
    public IReadOnlyList<string> Program { get; init; } = ["ssh"];

    /// <summary>A configuration file instead of the user's.</summary>
    public string? ConfigFile { get; init; }

    /// <summary>After this time without an answer the far side is asked; three times in vain, and the connection is dead. Whole seconds.</summary>
    public TimeSpan AliveInterval { get; init; } = TimeSpan.FromSeconds(5);

    /// <summary>How long a lost connection is tried again.</summary>
    public TimeSpan Patience { get; init; } = LinkRetry.DefaultPatience;

    /// <summary>How long processes of a run have to end after a TERM before they are killed.</summary>
    public TimeSpan StopGrace { get; init; } = TimeSpan.FromSeconds(10);
}
