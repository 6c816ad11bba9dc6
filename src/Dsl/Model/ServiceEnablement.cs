namespace Bivouac.Model;

/// <summary>A service that a runlevel starts: the link <c>/etc/runlevels/RUNLEVEL/SERVICE</c>.</summary>
/// <param name="Service">The name of the init script in <c>/etc/init.d</c>.</param>
/// <param name="Runlevel">The runlevel.</param>
public sealed record ServiceEnablement(string Service, Runlevel Runlevel);
