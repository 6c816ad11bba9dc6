using System;
using System.IO;

namespace Bivouac.Scripts.Boot;

/// <summary>The shell programs that go into images as they are: the files beside this one.</summary>
internal static class BootScript
{
    /// <summary>The folder of the running system that they are in.</summary>
    public const string Folder = "/usr/lib/bivouac";

    private static readonly Lazy<string> ServiceText = new(() => Load("service.sh"));
    private static readonly Lazy<string> OneshotText = new(() => Load("oneshot.sh"));
    private static readonly Lazy<string> SupervisedText = new(() => Load("supervised.sh"));
    private static readonly Lazy<string> KeepLogText = new(() => Load("keep-log.sh"));
    private static readonly Lazy<string> NetworkText = new(() => Load("network.sh"));
    private static readonly Lazy<string> WatchdogText = new(() => Load("watchdog.sh"));
    private static readonly Lazy<string> AccountsText = new(() => Load("accounts.sh"));

    /// <summary>What the runners of services have in common.</summary>
    public static string Service => ServiceText.Value;

    /// <summary>Runs one-shot services.</summary>
    public static string Oneshot => OneshotText.Value;

    /// <summary>Runs supervised services.</summary>
    public static string Supervised => SupervisedText.Value;

    /// <summary>Writes the logs of both.</summary>
    public static string KeepLog => KeepLogText.Value;

    /// <summary>Keeps the network.</summary>
    public static string Network => NetworkText.Value;

    /// <summary>Tells the watchdog that the machine lives.</summary>
    public static string Watchdog => WatchdogText.Value;

    /// <summary>Merges accounts.</summary>
    public static string Accounts => AccountsText.Value;

    private static string Load(string name)
    {
        using var stream = typeof(BootScript).Assembly.GetManifestResourceStream("Bivouac.Scripts.Boot." + name) ?? throw new InvalidOperationException("there is no script " + name);
        using var reader = new StreamReader(stream);
        return reader.ReadToEnd().Replace("\r\n", "\n");
    }
}
