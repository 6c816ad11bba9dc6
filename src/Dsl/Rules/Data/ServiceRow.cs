using System.Collections.Generic;

namespace Bivouac.Rules.Data;

/// <summary>An init script of a package.</summary>
/// <param name="Service">Its name in <c>/etc/init.d</c>.</param>
/// <param name="Package">The package that a definition names to have it.</param>
/// <param name="Needs">What its <c>depend()</c> needs.</param>
/// <param name="Provides">What its <c>depend()</c> provides besides its name.</param>
internal sealed record ServiceRow(string Service, string Package, IReadOnlyList<string> Needs, IReadOnlyList<string> Provides);
