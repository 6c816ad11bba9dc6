using System.Collections.Generic;
using Bivouac.Rules.Inputs;

namespace Bivouac.Rules.Data;

/// <summary>An init script of a package.</summary>
/// <param name="Service">Its name in <c>/etc/init.d</c>.</param>
/// <param name="Package">The package that a definition names to have it.</param>
/// <param name="Script">What its <c>depend()</c> says.</param>
internal sealed record ServiceRow(string Service, string Package, InitScript Script)
{
    /// <summary>What its <c>depend()</c> needs.</summary>
    public IReadOnlyList<string> Needs => Script.Needs;

    /// <summary>What its <c>depend()</c> provides besides its name.</summary>
    public IReadOnlyList<string> Provides => Script.Provides;
}
