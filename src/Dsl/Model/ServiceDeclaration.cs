using System;

namespace Bivouac.Model;

/// <summary>
/// A service of the definition: the init script <c>/etc/init.d/NAME</c>, started in a runlevel, and what it runs in
/// <c>/usr/lib/bivouac/services/NAME</c>.
/// </summary>
/// <param name="Name">Its name.</param>
/// <param name="Description">What OpenRC shows for it, one line.</param>
/// <param name="Start">How it runs.</param>
/// <param name="Steps">What it runs, in this order; a supervised service has one.</param>
public sealed record ServiceDeclaration(string Name, string Description, ServiceStart Start, EquatableArray<ServiceStep> Steps)
{
    /// <summary>The runlevel that starts it.</summary>
    public Runlevel Runlevel { get; init; } = Runlevel.Default;

    /// <summary>Services that start before it when they start at all: <c>after</c>.</summary>
    public EquatableArray<string> After { get; init; }

    /// <summary>Services that start after it when they start at all: <c>before</c>.</summary>
    public EquatableArray<string> Before { get; init; }

    /// <summary>Services that it uses when a runlevel has them: <c>use</c>.</summary>
    public EquatableArray<string> Uses { get; init; }

    /// <summary>Services that are started for it, and whose failure does not matter: <c>want</c>.</summary>
    public EquatableArray<string> Wants { get; init; }

    /// <summary>Services whose failure keeps it from starting: <c>need</c>.</summary>
    public EquatableArray<ServiceNeed> Needs { get; init; }

    /// <summary>How long each step of a one-shot service may take; for a supervised one without meaning.</summary>
    public TimeSpan Timeout { get; init; } = TimeSpan.FromSeconds(30);

    /// <summary>Why the machine is of no use without it: then its failure counts, and what needs it does not start. Null: a failure is logged.</summary>
    public string? EssentialBecause { get; init; }

    /// <summary>The user that runs it; null for root.</summary>
    public string? User { get; init; }

    /// <summary>The folder that it runs in.</summary>
    public string Directory { get; init; } = "/";

    /// <summary>Further environment variables.</summary>
    public EquatableArray<EnvironmentVariable> Environment { get; init; }

    /// <summary>The file that its output goes to.</summary>
    public string LogFile { get; init; } = "/var/log/" + Name + ".log";

    /// <summary>When and how a supervised service is started again; null for others.</summary>
    public RespawnPolicy? Respawn { get; init; }
}
