namespace Bivouac.Mkimage.Builders;

/// <summary>Something that keeps a builder from building.</summary>
/// <param name="What">What does not work, as one sentence without a full stop.</param>
/// <param name="Why">The reason.</param>
/// <param name="Mend">The one thing to do; a command where there is one.</param>
public sealed record BuilderProblem(string What, string Why, string Mend);
