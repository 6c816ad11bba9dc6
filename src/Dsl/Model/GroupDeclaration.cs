namespace Bivouac.Model;

/// <summary>A group, merged into <c>/etc/group</c> of the running system.</summary>
/// <param name="Name">Its name.</param>
/// <param name="Gid">Its number.</param>
public sealed record GroupDeclaration(string Name, int Gid);
