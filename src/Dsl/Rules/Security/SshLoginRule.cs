using System;
using System.Collections.Generic;
using System.Linq;
using System.Text.RegularExpressions;
using Bivouac.Model;
using Bivouac.Rules.Fixes;
using Bivouac.Rules.Inputs;
using Bivouac.Rules.Overlay;

namespace Bivouac.Rules.Security;

/// <summary>BIV0607: root logs in over SSH by password, or anybody by an empty one.</summary>
internal sealed class SshLoginRule() : ModelRule(
    "BIV0607",
    "Root login with password",
    "'{0}' lets {1}; {2}",
    SecurityCategory.Name,
    Severity.Warning)
{
    private const string Main = "/etc/ssh/sshd_config";

    private const string Folder = "/etc/ssh/sshd_config.d/";

    private static readonly object Key = new();

    private static readonly Regex Line = new(@"\A[ \t]*(?<key>[A-Za-z]+)(?:[ \t]*=[ \t]*|[ \t]+)""?(?<value>[^""#]*?)""?[ \t]*(?:#.*)?\r?\z", RegexOptions.CultureInvariant);

    /// <inheritdoc/>
    public override IEnumerable<Finding> Check(RuleContext context)
    {
        if (context.Model.RawShell.Any(r => r.Script == RawShellTarget.Overlay && r.Text.Contains("sshd_config"))) return [];

        // What .Ssh(...) makes includes no other file.
        if (context.Model.Ssh is not null && context.Overlay[Main] is null) return [];
        var first = new Dictionary<string, Setting>(StringComparer.OrdinalIgnoreCase);
        var isKnown = true;
        if (context.Overlay[Main] is { } main) Read(main, withIncludes: true);
        else Include();
        if (!isKnown || Is("PasswordAuthentication", "no") || first.ContainsKey("AuthenticationMethods")) return [];
        var isLimited = new[] { "AllowUsers", "DenyUsers", "AllowGroups", "DenyGroups" }.Any(first.ContainsKey);
        var findings = new List<(int Index, Finding Finding)>();
        if (!isLimited && Is("PermitRootLogin", "yes")) Report("PermitRootLogin", "root log in over SSH with a password", "set PermitRootLogin prohibit-password, or PasswordAuthentication no", "prohibit-password");
        if (Is("PermitEmptyPasswords", "yes")) Report("PermitEmptyPasswords", "accounts without a password log in over SSH", "set PermitEmptyPasswords no", "no");
        return findings.OrderBy(f => f.Index).Select(f => f.Finding);

        bool Is(string key, string value) => first.TryGetValue(key, out var setting) && setting.Value.Equals(value, StringComparison.OrdinalIgnoreCase);

        void Report(string key, string what, string advice, string better)
        {
            var (item, index, text, value) = first[key];
            var finding = At(item.ContentElement, item.Place(index), what, advice);
            var line = text.Substring(0, Line.Match(text).Groups["value"].Index + value.Length).Trim();
            findings.Add((item.Index, item.Entry is OverlayText ? finding.With(Fix.ReplaceInText(line, line.Substring(0, line.Length - value.Length) + better)) : finding));
        }

        void Include()
        {
            foreach (var item in context.Overlay.Final.Where(i => i.Path.StartsWith(Folder, StringComparison.Ordinal) && i.Path.EndsWith(".conf", StringComparison.Ordinal))) Read(item, withIncludes: false);
        }

        void Read(OverlayItem item, bool withIncludes)
        {
            isKnown &= item.Text is not null;
            if (item.Text is not { } text) return;
            foreach (var (index, line, key, value) in text.Remember(Key, Lines))
            {
                if (key.Equals("Include", StringComparison.OrdinalIgnoreCase))
                {
                    // Files that are included from elsewhere may say anything.
                    if (withIncludes && value is Folder + "*.conf" or "sshd_config.d/*.conf") Include();
                    else isKnown = false;
                }
                else if (!first.ContainsKey(key)) first.Add(key, new(item, index, line, value));
            }
        }
    }

    /// <summary>The settings before the first Match.</summary>
    private static (int Index, string Line, string Key, string Value)[] Lines(string text)
    {
        var lines = new List<(int, string, string, string)>();
        for (var start = 0; start < text.Length;)
        {
            var end = text.IndexOf('\n', start);
            if (end < 0) end = text.Length;
            var line = text.Substring(start, end - start);
            var match = line.Length < 1000 ? Line.Match(line) : Match.Empty;
            if (match.Groups["key"].Value.Equals("Match", StringComparison.OrdinalIgnoreCase)) break;
            if (match.Success) lines.Add((start, line, match.Groups["key"].Value, match.Groups["value"].Value));
            start = end + 1;
        }

        return [.. lines];
    }

    private sealed record Setting(OverlayItem Item, int Index, string Line, string Value);
}
