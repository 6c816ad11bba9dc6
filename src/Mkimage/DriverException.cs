using System;

namespace Bivouac.Mkimage;

/// <summary>
/// A foreseeable failure: it says what was tried, why it failed and the one thing to do next, and sets the exit code.
/// It is shown to the user without a stack trace.
/// </summary>
public sealed class DriverException : Exception
{
    /// <summary>Creates the failure.</summary>
    /// <param name="exitCode">What the process returns.</param>
    /// <param name="what">What was tried and failed, as one sentence without a full stop.</param>
    /// <param name="why">The reason, as far as it is known.</param>
    /// <param name="next">The one thing to do next; a command where there is one.</param>
    /// <param name="inner">The exception behind it, for the log.</param>
    public DriverException(ExitCode exitCode, string what, string why, string next, Exception? inner = null)
        : base($"{what}: {why}. {next}", inner)
    {
        ExitCode = exitCode;
        What = what;
        Why = why;
        Next = next;
    }

    /// <summary>What the process returns.</summary>
    public ExitCode ExitCode { get; }

    /// <summary>What was tried and failed.</summary>
    public string What { get; }

    /// <summary>The reason, as far as it is known.</summary>
    public string Why { get; }

    /// <summary>The one thing to do next.</summary>
    public string Next { get; }
}
