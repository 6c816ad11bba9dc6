namespace Bivouac.Mkimage.Builders.Sandbox;

/// <summary>How the namespaces of the sandbox are had.</summary>
internal enum SandboxMode
{
    /// <summary>As root: mount and process namespaces, the user's own ids.</summary>
    Root,

    /// <summary>As any user: a user namespace too, in which the user is root and the other ids are his subordinate ones.</summary>
    User,
}
