using System;
using System.Collections.Generic;

namespace Bivouac.Mkimage.Builders.Ssh;

/// <summary>Who the user is on the machine behind a connection.</summary>
/// <param name="Name">His name there.</param>
/// <param name="Home">His home there.</param>
/// <param name="Behind">How far the clock there is behind this machine's, to the second and the time of the asking; negative when it is ahead.</param>
internal sealed record SshUser(string Name, string Home, TimeSpan Behind)
{
    /// <summary>The proxies of that machine, each a line <c>NAME=VALUE</c>.</summary>
    public IReadOnlyList<string> Proxies { get; init; } = [];
}
