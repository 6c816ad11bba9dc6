using System;

namespace Bivouac.Model;

/// <summary>
/// What a booted image must show before <c>dotnet run -- boot</c> calls it good. All that is declared of it must hold. No file of
/// the image comes from it.
/// </summary>
/// <param name="Name">Its name in the report.</param>
/// <param name="Ssh">A command that must return 0 over ssh, or null.</param>
/// <param name="User">Who logs in for it.</param>
/// <param name="Key">The private key for it, relative to the project's folder; null: those of the agent and of the user's own configuration.</param>
/// <param name="Expect">A regular expression that a line of the command's output must match, or null.</param>
/// <param name="Console">A regular expression that a line of the console must match, or null.</param>
/// <param name="Port">A TCP port of the image that must accept a connection, or null.</param>
/// <param name="Within">How long after the machine's start all of it must hold; null: as long as the command waits.</param>
public sealed record SmokeTestDeclaration(
    string Name,
    ShellText? Ssh,
    string User,
    string? Key,
    ShellText? Expect,
    ShellText? Console,
    int? Port,
    TimeSpan? Within);
