using System;
using System.Collections.Generic;
using System.Linq;
using Bivouac.Model;
using Bivouac.Rules.Overlay;
using Bivouac.Rules.Security.Crypt;

namespace Bivouac.Rules.Security;

/// <summary>BIV0603: an account that everyone can log in to.</summary>
internal sealed class KnownPasswordRule() : ModelRule(
    "BIV0603",
    "Empty or known password",
    "'{0}' gives '{1}' {2}; lock the account with '!' and log in by key, or set a password of its own",
    SecurityCategory.Name,
    Severity.Error)
{
    /// <summary>A hash costs time to try, once.</summary>
    private const int MaxHashes = 16;

    /// <summary>A table with more is wrong as a whole.</summary>
    private const int MaxFound = 20;

    private static readonly object Key = new();

    /// <inheritdoc/>
    public override IEnumerable<Finding> Check(RuleContext context)
    {
        foreach (var item in context.InTheEnd())
        {
            if (item.Text is not { } text) continue;
            var host = context.Model.Hostname ?? "";
            var weak = item.Path switch
            {
                "/etc/shadow" => text.Remember(("shadow", host), t => InTable(t, 9, host)),
                "/etc/passwd" => text.Remember(("passwd", host), t => InTable(t, 7, host)),
                _ => ShellCode.Is(item) ? text.Remember((Key, host), _ => InShell(ShellCode.Of(text), host)) : [],
            };
            foreach (var account in weak) yield return At(item.ContentElement, item.Place(account.Index), account.User, account.What);
        }

        foreach (var finding in Declared(context.Model)) yield return finding;
    }

    /// <summary>The hashes of declared accounts.</summary>
    private IEnumerable<Finding> Declared(LiveCdModel model)
    {
        var host = model.Hostname ?? "";
        if (model.RootPasswordHash is { } root && KnownPasswords.Of(root, "root", host) is { } password)
            yield return At(ElementPath.RootPassword, ".RootPassword(...)", "root", Say(password));
        for (var i = 0; i < model.Users.Count && i < MaxHashes; i++)
            if (model.Users[i] is { PasswordHash: { } hash, Name: var user } && KnownPasswords.Of(hash, user, host) is { } known)
                yield return At(ElementPath.Of(ElementPath.Users, i, "PasswordHash"), ".PasswordHash(...)", user, Say(known));
    }

    private static Weak[] InTable(string text, int fields, string host)
    {
        var found = new List<Weak>();
        var hashes = 0;
        for (var start = 0; start < text.Length && found.Count < MaxFound;)
        {
            var end = text.IndexOf('\n', start);
            if (end < 0) end = text.Length;
            var parts = text.Substring(start, end - start).TrimEnd('\r').Split(':');
            if (parts.Length == fields && parts[0].Length > 0 && parts[0][0] != '#' && !IsNoLogin(parts))
            {
                if (parts[1].Length == 0) found.Add(new(start, parts[0], "an empty password"));
                else if (parts[1][0] == '$' && hashes++ < MaxHashes && KnownPasswords.Of(parts[1], parts[0], host) is { } known) found.Add(new(start, parts[0], Say(known)));
            }

            start = end + 1;
        }

        return [.. found];
    }

    /// <summary>A line of passwd with a shell that lets nobody in.</summary>
    private static bool IsNoLogin(string[] parts) => parts.Length == 7 && (parts[6].EndsWith("/nologin", StringComparison.Ordinal) || parts[6].EndsWith("/false", StringComparison.Ordinal));

    private static Weak[] InShell(ShellCode code, string host)
    {
        var found = new List<Weak>();
        foreach (var command in code.Commands.TakeWhile(_ => found.Count < MaxFound))
        {
            if (command.Name == "passwd" && (command.Has("-d") || command.Has("--delete")))
            {
                var users = command.Arguments.Where(a => !a.Text.StartsWith("-", StringComparison.Ordinal)).ToArray();
                if (users is [{ IsLiteral: true } user] && user.Text.Length > 0) found.Add(new(command.Index, user.Text, "an empty password"));
            }

            foreach (var (user, password, index) in Chpasswd.Of(command, isEncrypted: true))
            {
                if (password.Length == 0) found.Add(new(index, user, "an empty password"));
                else if (found.Count < MaxHashes && KnownPasswords.Of(password, user, host) is { } known) found.Add(new(index, user, Say(known)));
            }
        }

        return [.. found];
    }

    private static string Say(string password) => password.Length == 0 ? "an empty password" : "the well-known password '" + password + "'";

    private sealed record Weak(int Index, string User, string What);
}
