namespace Bivouac.Replay;

/// <summary>The value of a variable whose initializer was refused: whatever uses it is not reported again.</summary>
internal sealed class Unavailable
{
    public static readonly Unavailable Value = new();

    private Unavailable()
    {
    }
}
