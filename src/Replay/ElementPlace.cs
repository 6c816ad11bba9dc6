namespace Bivouac.Replay;

/// <summary>Where a model element was declared: one for each note that the builder's recorder made, in their order.</summary>
internal readonly record struct ElementPlace(string Path, Place Place);
