namespace Bivouac.Model;

/// <summary>A hard dependency: the service fails with what it needs.</summary>
/// <param name="Service">The service that is needed.</param>
/// <param name="Because">Why; it stands in the init script as a comment.</param>
public sealed record ServiceNeed(string Service, string Because);
