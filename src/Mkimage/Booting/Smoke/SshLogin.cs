using System;
using System.Collections.Generic;
using System.IO;
using System.Linq;
using Bivouac.Mkimage.Builders.Shell;
using Bivouac.Mkimage.Processes;

namespace Bivouac.Mkimage.Booting.Smoke;

/// <summary>
/// A login in the booted machine through the user's own OpenSSH. The machine makes its host key at each boot and is reached through
/// this machine's loopback alone, so that nothing is gained by knowing it, and the user's known_hosts must not learn it.
/// </summary>
/// <param name="Port">The port of 127.0.0.1.</param>
/// <param name="User">Who logs in.</param>
/// <param name="KeyFile">The private key, of mode 0600; null: what the user's agent and configuration offer.</param>
/// <param name="KnownHosts">A file that goes with the machine.</param>
internal sealed record SshLogin(int Port, string User, string? KeyFile, string KnownHosts)
{
    /// <summary>The command by which a person logs in.</summary>
    public string ByHand =>
        FormattableString.Invariant($"ssh -p {Port} -o UserKnownHostsFile=/dev/null -o StrictHostKeyChecking=no {(KeyFile is null ? "" : $"-i {ShellWord.Quote(KeyFile)} ")}{User}@127.0.0.1");

    /// <summary>Copies a key of the project: one that comes from a repository is readable by others, and ssh would refuse it.</summary>
    /// <param name="projectFolder">The project's folder.</param>
    /// <param name="key">The key, relative to it.</param>
    /// <param name="folder">A folder of the user's own.</param>
    /// <exception cref="DriverException">It cannot be read (<see cref="ExitCode.DefinitionHasErrors"/>).</exception>
    public static string CopyKey(string projectFolder, string key, string folder)
    {
        var copy = Path.Combine(folder, "key-" + Guid.NewGuid().ToString("N")[..8]);
        try
        {
            var options = new FileStreamOptions { Mode = FileMode.CreateNew, Access = FileAccess.Write };
            if (!OperatingSystem.IsWindows()) options.UnixCreateMode = UnixFileMode.UserRead | UnixFileMode.UserWrite;
            using var source = File.OpenRead(Path.Combine(projectFolder, key));
            using var target = new FileStream(copy, options);
            source.CopyTo(target);
            return copy;
        }
        catch (Exception e) when (e is IOException or UnauthorizedAccessException)
        {
            throw new DriverException(
                ExitCode.DefinitionHasErrors,
                "The smoke tests cannot log in",
                $"their key cannot be read: {e.Message.TrimEnd('.')}",
                $"Put the private key there (ssh-keygen -t ed25519 -N '' -f {key}), or leave .Key(...) away to use your own keys.",
                e);
        }
    }

    /// <summary>The ssh that runs a line in the machine.</summary>
    /// <param name="command">The line, for the login shell there.</param>
    public ProcessCommand Run(string command)
    {
        // The user's configuration may say for every host what only fits real ones.
        List<string> options =
        [
            "BatchMode=yes", "ConnectTimeout=5", "StrictHostKeyChecking=accept-new", "UserKnownHostsFile=" + Quoted(KnownHosts), "GlobalKnownHostsFile=/dev/null",
            "ProxyCommand=none", "ProxyJump=none", "ControlMaster=no", "ControlPath=none", "ForwardAgent=no", "ForwardX11=no", "ClearAllForwardings=yes",
            "ServerAliveInterval=5", "LogLevel=ERROR",
        ];
        if (KeyFile is not null) options.AddRange(["IdentitiesOnly=yes", "IdentityAgent=none", "IdentityFile=" + Quoted(KeyFile)]);
        return new ProcessCommand(
            "ssh",
            ["-T", "-p", FormattableString.Invariant($"{Port}"), "-l", User, .. options.SelectMany(o => (string[])["-o", o]), "--", "127.0.0.1", command]);
    }

    /// <summary>ssh reads an option as a line of its configuration, where a file with a space needs quotes, and a percent sign stands for something else.</summary>
    private static string Quoted(string path) => "\"" + path.Replace("%", "%%", StringComparison.Ordinal) + "\"";
}
