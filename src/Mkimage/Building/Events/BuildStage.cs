namespace Bivouac.Mkimage.Building.Events;

/// <summary>What the driver is doing, in the order in which a build goes through it.</summary>
public enum BuildStage
{
    /// <summary>The rules look at the definition and at VERSIONS.</summary>
    Check,

    /// <summary>The vendors' files come to this machine and are verified.</summary>
    Downloads,

    /// <summary>The scripts and the project's files are laid out, and the overlay is made on this machine.</summary>
    Stage,

    /// <summary>The builder is looked at and made ready.</summary>
    Builder,

    /// <summary>Another build in the same work directory is waited for.</summary>
    Wait,

    /// <summary>The builder gets what it lacks of the stage.</summary>
    Send,

    /// <summary>The builder brings packages into its cache.</summary>
    Packages,

    /// <summary>mkimage.sh runs.</summary>
    Mkimage,

    /// <summary>The image comes to this machine.</summary>
    Fetch,

    /// <summary>The image is compared with what was declared.</summary>
    Verify,
}
