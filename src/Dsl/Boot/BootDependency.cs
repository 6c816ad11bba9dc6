namespace Bivouac.Boot;

/// <summary>A service comes after another one.</summary>
/// <param name="Service">The later one.</param>
/// <param name="On">The earlier one.</param>
/// <param name="Kind">How it depends on it.</param>
public sealed record BootDependency(string Service, string On, BootDependencyKind Kind);
