using System;
using System.Collections.Generic;
using System.Linq;
using System.Text.RegularExpressions;
using Bivouac.Model;
using Bivouac.Rules.Fixes;
using Bivouac.Rules.Overlay;

namespace Bivouac.Rules.Security;

/// <summary>BIV0605: something is fetched without a check of whom it comes from.</summary>
internal sealed class UnverifiedDownloadRule() : ModelRule(
    "BIV0605",
    "Unverified download",
    "{0}; {1}",
    SecurityCategory.Name,
    Severity.Warning)
{
    private const string UseHttps = "use https, or compare a checksum before it is used";

    private static readonly object Key = new();

    private static readonly Regex Address = new(@"\Ahttp://(?:[^/@]*@)?(?<host>\[[^\]/]*\]|[^/:?#]*)", RegexOptions.CultureInvariant | RegexOptions.IgnoreCase);

    /// <summary>-k among letters of options that take no value.</summary>
    private static readonly Regex Insecure = new(@"\A-[0-9afgGiIjlLMnNOpqRsSvVZ#]*k", RegexOptions.CultureInvariant);

    private static readonly string[] Checks = ["sha256sum", "sha512sum", "sha1sum", "md5sum", "cksum", "gpg", "gpgv", "minisign", "signify", "openssl", "abuild-sign"];

    /// <inheritdoc/>
    public override IEnumerable<Finding> Check(RuleContext context)
    {
        var repositories = context.Model.Repositories;
        for (var i = 0; i < repositories.Count; i++)
        {
            var url = repositories[i].Url.ToString();
            if (repositories[i].Key is not null || Address.Match(url) is not { Success: true } address || IsFine(address.Groups["host"].Value)) continue;
            yield return At(ElementPath.Of(ElementPath.Repositories, i, "Url"), "the repository '" + url + "' is read over http, where others on the way can hand out an old index that is as well signed", "use https, or name the key that its index is signed with")
                .With(Fix.ReplaceText("https://" + url.Substring(7)));
        }

        foreach (var text in context.Texts().Where(t => context.IsInTheEnd(t) && !t.Element.StartsWith(ElementPath.ConfD, StringComparison.Ordinal) && ShellCode.Is(t)))
            if (text.Text.Remember(Key, _ => First(ShellCode.Of(text.Text))) is { } found)
                yield return At(text.Element, text.Where(found.Index) + " " + found.What, found.Advice);
    }

    private static Unverified? First(ShellCode code)
    {
        var isChecked = code.Commands.Any(c => Checks.Contains(c.Name) || (c.Name == "apk" && c.Has("verify")));
        return code.Commands.Select(c => InCommand(c, isChecked)).FirstOrDefault(f => f is not null);
    }

    private static Unverified? InCommand(ShellCommand command, bool isChecked)
    {
        switch (command.Name)
        {
            case "apk" when command.Has("--allow-untrusted"):
                return new(command.Index, "installs packages with --allow-untrusted, so apk does not check who made them", "put the key into /etc/apk/keys and leave the option out");
            case "curl" when !isChecked && command.Arguments.Any(a => a.Text == "--insecure" || Insecure.IsMatch(a.Text)):
                return new(command.Index, "calls curl with --insecure, so it does not check who answers", "leave the option out, or name the certificate with --cacert");
            case "wget" when !isChecked && command.Has("--no-check-certificate"):
                return new(command.Index, "calls wget with --no-check-certificate, so it does not check who answers", "leave the option out");
            case "curl" or "wget" when !isChecked && ShellDownload.Keeps(command):
                var address = ShellDownload.Addresses(command).Select(a => Address.Match(a)).FirstOrDefault(m => m.Success && ShellDownload.IsElsewhere(m.Groups["host"].Value));
                return address is null ? null : new(command.Index, "downloads over http from " + address.Groups["host"].Value + ", where others on the way can change what comes", UseHttps);
            default:
                return null;
        }
    }

    /// <summary>Alpine's own servers sign their indexes with keys that the image has; this machine needs no protection from itself.</summary>
    private static bool IsFine(string host) => host.EndsWith(".alpinelinux.org", StringComparison.OrdinalIgnoreCase) || host.Equals("alpinelinux.org", StringComparison.OrdinalIgnoreCase) || !ShellDownload.IsElsewhere(host);

    private sealed record Unverified(int Index, string What, string Advice);
}
