namespace Bivouac.Rules.Unattended;

/// <summary>The rules about what runs with nobody there (contract U).</summary>
internal static class UnattendedCategory
{
    /// <summary>The category's name.</summary>
    public const string Name = "Unattended";

    /// <summary>The rules, ordered by id.</summary>
    public static readonly IRule[] Rules =
    [
        new PromptRule(),
        new UnboundedWaitRule(),
        new NetworkNeedRule(),
        new SshStartRule(),
        new DhcpOptionsRule(),
        new DownloadAtBootRule(),
        new LostOutputRule(),
        new LongForegroundRule(),
        new UnknownReferenceRule(),
        new BackgroundReferenceRule(),
        new ServiceCycleRule(),
        new NoLoginRule(),
        new TwoNetworksRule(),
        new WaitingInittabRule(),
        new UnknownUserRule(),
        new SlowDhcpRule(),
        new LongWaitRule(),
        new ReplacedScriptRule(),
        new OpenConsoleRule(),
        new HiddenShellRule(),
        new NoEffectRule(),
    ];
}
