namespace Bivouac.Mkimage.Image.Verification;

/// <summary>The result of one check.</summary>
/// <param name="Id">Which check, for example <c>boot.uefi</c>. Ids are stable.</param>
/// <param name="Passed">Whether the image is as expected.</param>
/// <param name="Fact">What was found, as a sentence without a full stop.</param>
/// <param name="Advice">What to do, when it failed; null when it passed.</param>
public sealed record ImageCheck(string Id, bool Passed, string Fact, string? Advice)
{
    /// <summary>The fact, then what to do.</summary>
    public override string ToString() => Advice is null ? Fact : $"{Fact}; {Advice}";
}
