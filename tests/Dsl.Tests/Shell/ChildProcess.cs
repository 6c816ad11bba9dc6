using System;
using System.Collections.Generic;
using System.Diagnostics;
using System.IO;
using System.Text;
using System.Threading.Tasks;

namespace Bivouac.Dsl.Tests.Shell;

/// <summary>Starts processes for tests: a clean environment, all streams piped, a deadline.</summary>
internal static class ChildProcess
{
    private static readonly TimeSpan Deadline = TimeSpan.FromSeconds(50);

    public static ChildResult Run(string folder, IReadOnlyDictionary<string, string> environment, IEnumerable<string> command, string input = "")
    {
        using var process = new Process { StartInfo = Describe(folder, environment, [.. command]) };
        process.Start();
        var output = ReadAll(process.StandardOutput.BaseStream);
        var errors = ReadAll(process.StandardError.BaseStream);
        try
        {
            process.StandardInput.BaseStream.Write(Encoding.UTF8.GetBytes(input));
            process.StandardInput.Close();
        }
        catch (IOException)
        {
            // It ended without reading all of it.
        }

        if (!Task.WhenAll(output, errors, process.WaitForExitAsync()).Wait(Deadline))
        {
            process.Kill(entireProcessTree: true);
            throw new TimeoutException("not done after " + Deadline + ": " + string.Join(' ', process.StartInfo.ArgumentList));
        }

        return new(process.ExitCode, output.Result, Encoding.UTF8.GetString(errors.Result));
    }

    private static ProcessStartInfo Describe(string folder, IReadOnlyDictionary<string, string> environment, string[] command)
    {
        var start = new ProcessStartInfo(command[0], command[1..])
        {
            WorkingDirectory = folder,
            RedirectStandardInput = true,
            RedirectStandardOutput = true,
            RedirectStandardError = true,
            UseShellExecute = false,
        };
        start.Environment.Clear();
        foreach (var (name, value) in environment) start.Environment[name] = value;
        return start;
    }

    private static async Task<byte[]> ReadAll(Stream stream)
    {
        using var all = new MemoryStream();
        await stream.CopyToAsync(all).ConfigureAwait(false);
        return all.ToArray();
    }
}
