using System;
using System.Collections.Generic;
using System.Linq;

namespace Bivouac.Rules.Settings;

/// <summary>
/// What a project says about findings, as the compiler understood it: severities of .editorconfig, .globalconfig and the project
/// file, and places that <c>#pragma warning</c> or <c>[SuppressMessage]</c> covers. It keeps the driver at one with the IDE.
/// </summary>
public sealed class FindingSettings
{
    private readonly ILookup<(string Rule, string File), FindingSetting> _settings;

    private FindingSettings(IEnumerable<FindingSetting> settings) =>
        _settings = settings.SelectMany(s => s.Ids.Select(i => (Id: i, Setting: s))).ToLookup(x => (x.Id, x.Setting.File), x => x.Setting);

    /// <summary>Every rule has its own severity everywhere.</summary>
    public static FindingSettings None { get; } = new([]);

    /// <summary>Reads what the generator printed.</summary>
    /// <exception cref="FormatException">A line is not the generator's.</exception>
    internal static FindingSettings Parse(IReadOnlyCollection<string> lines) => lines.Count == 0 ? None : new(lines.Select(FindingSetting.Parse));

    /// <summary>How severe a finding is; null when it is not to be shown.</summary>
    /// <param name="rule">The rule.</param>
    /// <param name="file">The C# file that it stands in, relative to the project; null for a finding elsewhere, such as in VERSIONS.</param>
    /// <param name="line">The line, from 1.</param>
    public Severity? SeverityOf(RuleDescriptor rule, string? file, int line)
    {
        if (rule is null) throw new ArgumentNullException(nameof(rule));
        var settings = _settings[(rule.Id, file ?? "")];
        if (settings.Any(s => s.First > 0 && line >= s.First && line <= s.Last)) return null;
        var whole = settings.FirstOrDefault(s => s.First == 0);
        return whole is null ? rule.Severity : whole.Severity;
    }
}
