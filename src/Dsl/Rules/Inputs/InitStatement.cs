using System.Collections.Generic;

namespace Bivouac.Rules.Inputs;

/// <summary>A statement of a <c>depend()</c>.</summary>
/// <param name="Word"><c>need</c>, <c>use</c>, <c>want</c>, <c>after</c>, <c>before</c> or <c>provide</c>.</param>
/// <param name="Names">The services that it names, as they are written.</param>
internal sealed record InitStatement(string Word, IReadOnlyList<string> Names);
