using System;
using System.Collections.Generic;
using System.Linq;

namespace Bivouac.Mkimage.Builders;

/// <summary>
/// A command for a builder, all of it as seen inside. Its environment is exactly what stands here: no variable of the
/// user's machine or of the builder leaks in.
/// </summary>
public sealed record BuilderCommand
{
    /// <summary>Describes a command.</summary>
    /// <param name="name">Names its runs, so that they are found again: letters, digits, dash and underscore.</param>
    /// <param name="arguments">The program, found through the PATH of <paramref name="environment"/>, and its arguments.</param>
    /// <param name="environment">Every variable that the program gets.</param>
    /// <param name="workingDirectory">The absolute path of an existing folder.</param>
    /// <exception cref="ArgumentException">
    /// The name has other characters; there is no program, or it holds <c>=</c> (env(1) would take it for a variable); a
    /// variable has no valid name; an argument holds a NUL; the folder is not absolute.
    /// </exception>
    public BuilderCommand(
        string name,
        IReadOnlyList<string> arguments,
        IReadOnlyDictionary<string, string> environment,
        string workingDirectory)
    {
        ArgumentNullException.ThrowIfNull(name);
        ArgumentNullException.ThrowIfNull(arguments);
        ArgumentNullException.ThrowIfNull(environment);
        ArgumentNullException.ThrowIfNull(workingDirectory);
        if (name.Length == 0 || !name.All(static c => char.IsAsciiLetterOrDigit(c) || c is '-' or '_'))
            throw new ArgumentException($"A command is named with letters, digits, '-' and '_', not '{name}'.", nameof(name));
        if (arguments.Count == 0 || arguments[0].Length == 0 || arguments[0].Contains('='))
            throw new ArgumentException("The first argument is the program, without '='.", nameof(arguments));
        if (arguments.Any(static a => a.Contains('\0')))
            throw new ArgumentException("An argument cannot hold a NUL character.", nameof(arguments));
        foreach (var (key, value) in environment)
        {
            if (!IsVariableName(key) || value.Contains('\0'))
                throw new ArgumentException($"'{key}' is no variable that a shell can have.", nameof(environment));
        }

        if (!workingDirectory.StartsWith('/') || workingDirectory.Contains('\0'))
            throw new ArgumentException($"The working directory is absolute, not '{workingDirectory}'.", nameof(workingDirectory));
        Name = name;
        Arguments = arguments;
        Environment = environment;
        WorkingDirectory = workingDirectory;
    }

    /// <summary>Names its runs.</summary>
    public string Name { get; }

    /// <summary>The program and its arguments.</summary>
    public IReadOnlyList<string> Arguments { get; }

    /// <summary>Every variable that the program gets.</summary>
    public IReadOnlyDictionary<string, string> Environment { get; }

    /// <summary>Where it runs.</summary>
    public string WorkingDirectory { get; }

    private static bool IsVariableName(string key) =>
        key.Length > 0
        && !char.IsAsciiDigit(key[0])
        && key.All(static c => char.IsAsciiLetterOrDigit(c) || c == '_');
}
