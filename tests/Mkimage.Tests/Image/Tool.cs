using System;
using System.Diagnostics;
using System.IO;
using System.Linq;
using Xunit;

namespace Bivouac.Mkimage.Tests.Image;

/// <summary>Runs a tool of the machine; a test is skipped where it is not installed.</summary>
internal static class Tool
{
    public static void Require(params string[] names)
    {
        var folders = (Environment.GetEnvironmentVariable("PATH") ?? "").Split(':');
        foreach (var name in names)
            Assert.SkipUnless(folders.Any(folder => File.Exists(Path.Combine(folder, name))), name + " is not installed");
    }

    public static string Run(string folder, string name, params string[] arguments)
    {
        Require(name);
        using var process = Process.Start(new ProcessStartInfo(name, arguments)
        {
            WorkingDirectory = folder,
            RedirectStandardOutput = true,
            RedirectStandardError = true,
        })!;
        var error = process.StandardError.ReadToEndAsync();
        var output = process.StandardOutput.ReadToEnd();
        process.WaitForExit();
        return process.ExitCode == 0 ? output : throw new InvalidOperationException($"{name} {string.Join(' ', arguments)}: {error.Result}");
    }
}
