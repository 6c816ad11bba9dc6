using System;
using System.Collections.Generic;
using System.IO;
using System.Text;
using System.Threading;
using System.Threading.Tasks;
using CliWrap;

namespace Bivouac.Package.Tests.Harness;

/// <summary>Starts processes as a user's shell would, with NuGet's folders in the scratch folder.</summary>
internal sealed class CommandRunner(string scratchFolder)
{
    /// <summary>A process that takes longer hangs.</summary>
    private static readonly TimeSpan Limit = TimeSpan.FromMinutes(10);

    private readonly Dictionary<string, string?> _environment = new(StringComparer.Ordinal)
    {
        // Packages are unpacked here and found in the machine's folder (see nuget.config), never left behind there.
        ["NUGET_PACKAGES"] = Path.Combine(scratchFolder, "packages"),
        // File-based apps are built below it; the SDK does not make it.
        ["XDG_DATA_HOME"] = Directory.CreateDirectory(Path.Combine(scratchFolder, "data")).FullName,
        ["NuGetAudit"] = "false",
        // No server stays behind.
        ["MSBUILDDISABLENODEREUSE"] = "1",
        ["UseSharedCompilation"] = "false",
        ["DOTNET_CLI_USE_MSBUILD_SERVER"] = "0",
        ["DOTNET_CLI_TELEMETRY_OPTOUT"] = "1",
        ["DOTNET_CLI_UI_LANGUAGE"] = "en",
        ["DOTNET_NOLOGO"] = "1",
        ["DOTNET_GENERATE_ASPNET_CERTIFICATE"] = "false",
        ["MSBUILDTERMINALLOGGER"] = "off",
        ["NO_COLOR"] = "1",
        // What 'dotnet test' sets for its own MSBuild.
        ["MSBuildSDKsPath"] = null,
        ["MSBuildExtensionsPath"] = null,
        ["MSBUILD_EXE_PATH"] = null,
        ["MSBuildLoadMicrosoftTargetsReadOnly"] = null,
        ["DOTNET_HOST_PATH"] = null,
        ["CI"] = null,
    };

    /// <summary>Runs a program to its end.</summary>
    public async Task<CommandResult> RunAsync(string folder, string program, params string[] arguments)
    {
        using var limit = new CancellationTokenSource(Limit);
        var output = new StringBuilder();
        var gate = new Lock();
        var pipe = PipeTarget.ToDelegate(
            line =>
            {
                lock (gate) output.Append(line).Append('\n');
            },
            Encoding.UTF8);
        var result = await Cli.Wrap(program)
            .WithArguments(arguments)
            .WithWorkingDirectory(folder)
            .WithEnvironmentVariables(_environment)
            .WithValidation(CommandResultValidation.None)
            .WithStandardOutputPipe(pipe)
            .WithStandardErrorPipe(pipe)
            .ExecuteAsync(limit.Token);
        return new($"{program} {string.Join(' ', arguments)}", result.ExitCode, output.ToString());
    }
}
