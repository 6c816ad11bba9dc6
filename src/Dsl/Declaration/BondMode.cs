namespace Bivouac;

/// <summary>How the interfaces of a bond share the work: the kernel's <c>mode</c> of bonding.</summary>
public enum BondMode
{
    /// <summary><c>active-backup</c>: one carries all, the others take over. Needs nothing of the switch.</summary>
    ActiveBackup,

    /// <summary><c>802.3ad</c>: LACP; the switch must do it as well.</summary>
    Lacp,

    /// <summary><c>balance-alb</c>: all carry; needs nothing of the switch.</summary>
    BalanceAlb,
}
