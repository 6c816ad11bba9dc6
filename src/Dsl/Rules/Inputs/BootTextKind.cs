namespace Bivouac.Rules.Inputs;

/// <summary>What runs a text at boot.</summary>
internal enum BootTextKind
{
    /// <summary>OpenRC: an init script of the overlay.</summary>
    InitScript,

    /// <summary>The service <c>local</c>.</summary>
    Local,

    /// <summary>Another one of these.</summary>
    Called,

    /// <summary>A service of the definition: shell text.</summary>
    Shell,

    /// <summary>A service of the definition: a program with its arguments.</summary>
    Program,
}
