namespace Bivouac.Dsl.Tests.Scripts;

/// <summary>Something in a staged folder; the content of a link is its target.</summary>
internal sealed record StagedItem(string Path, StagedKind Kind, string Content);
