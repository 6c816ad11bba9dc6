using System;
using System.Collections.Generic;
using System.Linq;
using System.Text.RegularExpressions;
using Bivouac.Model;
using Bivouac.Rules.Inputs;
using Bivouac.Rules.Overlay;

namespace Bivouac.Rules.Security;

/// <summary>BIV0604: a password that stands in the image as it is typed.</summary>
internal sealed class PlainPasswordRule() : ModelRule(
    "BIV0604",
    "Plain password in the overlay",
    "{0} holds {1} in plain text, which everyone who has the image can read; bring it in at boot, or put a hash where one will do",
    SecurityCategory.Name,
    Severity.Warning)
{
    private static readonly object InCode = new();

    private static readonly object InAny = new();

    private static readonly Regex Wireless = new(@"^[ \t]*(?<name>psk|password|sae_password)[ \t]*=[ \t]*""[^""\n]+""", RegexOptions.CultureInvariant | RegexOptions.Multiline);

    private static readonly Regex WirelessPlace = new(@"\A/etc/wpa_supplicant/[^/]*\.conf\z", RegexOptions.CultureInvariant);

    private static readonly Regex Url = new(
        @"\bhttps?://[^\s:/@""'$<>{}`*()\[\]]{1,100}:(?<password>[^\s:/@""'$<>{}`()\[\]]{1,200})@[A-Za-z0-9\[]",
        RegexOptions.CultureInvariant);

    private static readonly Regex CommentLine = new(@"^[ \t]*[#;][^\n]*", RegexOptions.CultureInvariant | RegexOptions.Multiline);

    private static readonly Regex Variable = new(@"\A(?:[A-Z0-9_]*_)?(?:PASSWORD|PASSWD)\z", RegexOptions.CultureInvariant);

    private static readonly Regex Switch = new(@"(?:\A|_)(?:ALLOW|PERMIT|REQUIRE|DISABLE|ENABLE|USE|NO|ASK|PROMPT|EMPTY|LOCK|MIN|MAX|SHOW|HIDE|WITH|WITHOUT|CHANGE|EXPIRE|RESET|FORCE|SET|NEED|HAS|IS)(?:_|\z)", RegexOptions.CultureInvariant);

    private static readonly HashSet<string> NoPasswords = new(["yes", "no", "true", "false", "ask", "none", "null", "prompt", "on", "off", "optional", "required", "always", "never", "locked", "disabled", "random", "auto", "generate", "keep", "unset", "default"], StringComparer.OrdinalIgnoreCase);

    /// <summary>What stands for a password where an address is explained.</summary>
    private static readonly HashSet<string> Examples = new(["password", "passwd", "pass", "pw", "secret", "token"], StringComparer.OrdinalIgnoreCase);

    /// <inheritdoc/>
    public override IEnumerable<Finding> Check(RuleContext context)
    {
        var settings = context.Model.ConfD.GetEnumerator();
        foreach (var text in context.Texts().Where(context.IsInTheEnd))
        {
            if (text.Item is null && text.Element.StartsWith(ElementPath.ConfD, StringComparison.Ordinal) && settings.MoveNext())
            {
                var (service, variable, value) = settings.Current;
                var what = IsVariable(variable) && IsPassword(value.ToString()) ? variable : InConfiguration(text)?.What;
                if (what is not null) yield return At(text.Element, "'/etc/conf.d/" + service + "'", what);
            }
            else if (text.Item?.Path.EndsWith(".md", StringComparison.Ordinal) != true && (InShell(text) ?? InConfiguration(text)) is { } found) yield return At(text.Element, text.Where(found.Index), found.What);
        }
    }

    private static Plain? InShell(DeclaredText text) => ShellCode.Is(text) || text.Item?.Path.EndsWith(".env", StringComparison.Ordinal) == true
        ? text.Text.Remember(InCode, _ => ShellCode.Of(text.Text).Commands.Select(InCommand).FirstOrDefault(p => p is not null))
        : null;

    private static Plain? InCommand(ShellCommand command)
    {
        foreach (var (user, password, index) in Chpasswd.Of(command, isEncrypted: false))
            if (password.Length > 0) return new(index, "the password of '" + user + "'");
        if (command.Name == "sshpass" && SshPassword(command) is { } word) return new(word.Index, "the password of sshpass");
        foreach (var (name, value) in command.Assignments)
            if (value.IsLiteral && IsVariable(name) && IsPassword(value.Text)) return new(value.Index, name);
        return null;
    }

    private static ShellWord? SshPassword(ShellCommand command)
    {
        var words = command.Arguments.ToArray();
        if (words.Length == 0 || !words[0].Text.StartsWith("-p", StringComparison.Ordinal)) return null;
        var word = words[0].Text.Length > 2 ? words[0] : words.Skip(1).FirstOrDefault();
        return word is { IsLiteral: true, Text.Length: > 0 } ? word : null;
    }

    private static Plain? InConfiguration(DeclaredText text)
    {
        var isWireless = text.Item is { } item && WirelessPlace.IsMatch(item.Path);
        return text.Text.Remember((InAny, isWireless), t =>
        {
            var bare = CommentLine.Replace(t, m => new string(' ', m.Length));
            if (isWireless && Wireless.Match(bare) is { Success: true } key) return new Plain(key.Groups["name"].Index, key.Groups["name"].Value);
            var url = Url.Matches(bare).Cast<Match>().FirstOrDefault(m => !IsPlaceholder(m.Groups["password"].Value) && !Examples.Contains(m.Groups["password"].Value));
            return url is null ? null : new Plain(url.Index, "the password of an address");
        });
    }

    private static bool IsVariable(string name) => Variable.IsMatch(name) && !Switch.IsMatch(name);

    private static bool IsPassword(string value) =>
        value.Length >= 4 && value[0] is not ('/' or '!' or '<' or '@' or '%' or '{' or '[') && !value.Any(c => char.IsWhiteSpace(c) || c is '$' or '`') && !IsPlaceholder(value) && !NoPasswords.Contains(value);

    private static bool IsPlaceholder(string value) => value.Trim('*', 'x', 'X', '.', '-').Length == 0 || value.StartsWith("__", StringComparison.Ordinal);

    private sealed record Plain(int Index, string What);
}
