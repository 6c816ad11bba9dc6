namespace Bivouac.Model;

/// <summary>Says which argument of a builder call a model element comes from.</summary>
/// <param name="Path">The element.</param>
/// <param name="Parameter">The parameter of the call, or null when the call as a whole says it.</param>
/// <param name="Index">The item of a <c>params</c> or collection argument, or -1.</param>
internal sealed record ElementOrigin(string Path, string? Parameter, int Index);
