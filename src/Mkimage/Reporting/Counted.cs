namespace Bivouac.Mkimage.Reporting;

/// <summary>Numbers with their nouns.</summary>
internal static class Counted
{
    /// <summary>For example <c>1 error</c> or <c>2 errors</c>.</summary>
    /// <param name="count">The number.</param>
    /// <param name="noun">The noun in the singular.</param>
    public static string Of(int count, string noun) => count + " " + noun + (count == 1 ? "" : "s");
}
