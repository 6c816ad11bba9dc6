using System;
using System.Collections.Generic;
using Bivouac.Mkimage.Processes;

namespace Bivouac.Mkimage.Builders.Ssh;

/// <summary>Why ssh itself failed, in plain words, from what it said.</summary>
/// <param name="Why">The reason.</param>
/// <param name="Next">The one thing to do.</param>
/// <param name="IsFinal">Whether trying again is of no use, even when the connection stood before.</param>
internal sealed record SshFailure(string Why, string Next, bool IsFinal)
{
    /// <summary>What ssh returns for a failure of its own.</summary>
    public const int OwnExitCode = 255;

    // The first that fits counts: a changed host key is followed by a failed verification.
    private static readonly IReadOnlyList<(string Said, string Why, string Next, bool IsFinal)> Known =
    [
        ("REMOTE HOST IDENTIFICATION HAS CHANGED",
            "its host key is not the one that this machine knows: it was installed anew, or somebody is in between",
            "Ask who runs it. If it was installed anew, run: ssh-keygen -R '{known}' && {hand}",
            true),
        ("Host key verification failed",
            "its host key is not known to this machine yet",
            "Run once by hand and compare the fingerprint: {hand}",
            true),
        ("Permission denied (",
            "it does not let this user in with any key that ssh offers",
            "Load the key into the agent (ssh-add), or put it there (ssh-copy-id), until this works without a question: {hand}",
            true),
        ("Bad configuration option", "the ssh configuration has an error: {said}", "Mend it, until this works: {hand}", true),
        ("Bad owner or permissions", "{said}", "Mend the permissions of that file.", true),
        ("Could not resolve hostname",
            "its name cannot be resolved",
            "Check the name, or give it a Host entry in ~/.ssh/config, until this works: {hand}",
            false),
        ("Connection refused", "nothing listens on its ssh port", "Start sshd there (rc-service sshd start), or give the right port: ssh://host:PORT.", false),
        ("No route to host", "there is no route to it", "Check that it is up and that this machine's network reaches it: {hand}", false),
        ("Network is unreachable", "this machine's network does not reach it", "Check the network, then try: {hand}", false),
        ("timed out", "it does not answer", "Check that it is up and that no firewall is in between: {hand}", false),
    ];

    /// <summary>Reads what ssh said.</summary>
    /// <param name="result">How it ended.</param>
    /// <param name="target">Where to.</param>
    public static SshFailure Of(ProcessResult result, SshTarget target)
    {
        foreach (var (said, why, next, isFinal) in Known)
        {
            if (result.Error.Contains(said, StringComparison.OrdinalIgnoreCase))
                return new SshFailure(Fill(why), Fill(next), isFinal);
        }

        return new SshFailure(result.Reason(), Fill("Try it by hand: {hand}"), false);

        string Fill(string text) => text
            .Replace("{hand}", target.ByHand, StringComparison.Ordinal)
            .Replace("{known}", target.Port is { } port and not 22 ? FormattableString.Invariant($"[{target.Host}]:{port}") : target.Host, StringComparison.Ordinal)
            .Replace("{said}", result.Reason(), StringComparison.Ordinal);
    }

    /// <summary>The failure for the user.</summary>
    /// <param name="target">Where to.</param>
    public DriverException ToException(SshTarget target) =>
        new(ExitCode.BuilderUnavailable, $"The builder {target.Name} cannot be reached", Why, Next);
}
