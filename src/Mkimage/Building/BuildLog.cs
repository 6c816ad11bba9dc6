using System;
using System.Collections.Generic;
using System.Linq;
using System.Text.RegularExpressions;

namespace Bivouac.Mkimage.Building;

/// <summary>Follows the log of a build: which section is being made, how long each took, what came last.</summary>
public sealed partial class BuildLog
{
    private const int KeptLines = 5000;
    private readonly Queue<string> _lines = new();
    private readonly Queue<string> _telling = new();
    private readonly List<SectionTime> _sections = [];
    private readonly TimeProvider _clock;
    private (string Name, string Detail, long Since)? _current;
    private Queue<string>? _step;

    /// <summary>Begins with nothing.</summary>
    /// <param name="clock">Tells the time.</param>
    public BuildLog(TimeProvider clock) => _clock = clock;

    /// <summary>Sections that were made, in order.</summary>
    public IReadOnlyList<SectionTime> Sections => _sections;

    /// <summary>The section that is being made; null between sections.</summary>
    public (string Name, string Detail)? Current => _current is { } c ? (c.Name, c.Detail) : null;

    /// <summary>Whether mkimage.sh said that it builds the profile at all.</summary>
    public bool ProfileWasBuilt { get; private set; }

    /// <summary>The last lines, oldest first.</summary>
    public IReadOnlyList<string> Lines => [.. _lines];

    /// <summary>
    /// The last lines that may tell why there is no good image, oldest first: those of build steps that went well are not among them,
    /// since what a vendor's installer complains of and goes on is no fault of the image.
    /// </summary>
    public IReadOnlyList<string> Telling => [.. _telling, .. _step ?? []];

    /// <summary>A section for a person.</summary>
    public static string Label(string name, string detail) => detail.Length == 0 ? name : name + " " + detail;

    /// <summary>Takes the next line.</summary>
    /// <param name="line">The line.</param>
    /// <returns>The section that ended with it, or null.</returns>
    public SectionTime? Add(string line)
    {
        var message = MkimageLine.Parse(line);
        if (message.Kind == MkimageLineKind.Driver && Step().Match(message.Text) is { Success: true } step) _step = step.Groups["made"].Success ? new() : null;
        Keep(_lines, line);
        Keep(_step ?? _telling, line);
        switch (message.Kind)
        {
            case MkimageLineKind.Building:
                ProfileWasBuilt = true;
                return null;
            case MkimageLineKind.Section:
                var words = message.Text.Split(' ', StringSplitOptions.RemoveEmptyEntries);
                return words.Length == 0 ? null : Begin(words[0], string.Join(' ', words.Skip(1).Where(w => !Hash().IsMatch(w)).Take(2)));
            case MkimageLineKind.Creating:
                return Begin("image", message.Text);
            default:
                return null;
        }
    }

    /// <summary>Ends the last section.</summary>
    /// <returns>The section that ended, or null.</returns>
    public SectionTime? End()
    {
        var ended = _current is { } c ? new SectionTime(c.Name, c.Detail, _clock.GetElapsedTime(c.Since)) : null;
        if (ended is not null) _sections.Add(ended);
        _current = null;
        return ended;
    }

    /// <summary>The last lines that say something, without control sequences.</summary>
    /// <param name="count">How many at most.</param>
    public IReadOnlyList<string> Tail(int count) => LogText.Tail(_lines, count);

    private static void Keep(Queue<string> lines, string line)
    {
        if (lines.Count == KeptLines) lines.Dequeue();
        lines.Enqueue(line);
    }

    private SectionTime? Begin(string name, string detail)
    {
        var ended = End();
        _current = (name, detail, _clock.GetTimestamp());
        return ended;
    }

    /// <summary>The begin and the good end of a build step; what ends it otherwise ends the build.</summary>
    [GeneratedRegex(@"^step \S+ is (?:(?<made>made)|done)\b")]
    private static partial Regex Step();

    [GeneratedRegex("^[0-9a-f]{40}$")]
    private static partial Regex Hash();
}
