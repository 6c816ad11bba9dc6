namespace Bivouac.Boot;

/// <summary>What a machine may lack when it starts.</summary>
public enum BootScenario
{
    /// <summary>Nothing: cable, DHCP server and clock are there.</summary>
    Complete,

    /// <summary>No network interface has a cable.</summary>
    NoCable,

    /// <summary>There is a cable, and no DHCP server answers.</summary>
    NoDhcpServer,

    /// <summary>The machine has no clock of its own: it starts in the past.</summary>
    NoRtc,
}
