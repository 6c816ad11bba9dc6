using System;
using System.Collections.Generic;
using System.IO;
using System.Threading;
using System.Threading.Tasks;

namespace Bivouac.Mkimage.Processes;

/// <summary>A program of this machine and how to run it.</summary>
/// <param name="Program">A path, or a name that is found through PATH.</param>
/// <param name="Arguments">Its arguments; no shell sees them.</param>
public sealed record ProcessCommand(string Program, IReadOnlyList<string> Arguments)
{
    /// <summary>Where it runs; the current directory when null.</summary>
    public string? WorkingDirectory { get; init; }

    /// <summary>Its whole environment; that of this process when null.</summary>
    public IReadOnlyDictionary<string, string>? Environment { get; init; }

    /// <summary>Writes its standard input; it reads an empty one when null.</summary>
    public Func<Stream, CancellationToken, Task>? Input { get; init; }

    /// <summary>Takes its standard output as bytes; when null, <see cref="ProcessResult.Output"/> has it as text.</summary>
    public Stream? Output { get; init; }

    /// <summary>
    /// Whether it runs in a session of its own, where this machine has setsid(1): a terminal sends Ctrl-C to all that it started in the
    /// foreground, and this process alone decides what that means.
    /// </summary>
    public bool IsApartFromTerminal { get; init; }

    /// <summary>Is told each line of both outputs as it comes, in addition.</summary>
    public Action<string>? OnLine { get; init; }
}
