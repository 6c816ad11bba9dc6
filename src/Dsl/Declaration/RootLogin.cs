namespace Bivouac;

/// <summary>How root may log in by SSH.</summary>
public enum RootLogin
{
    /// <summary>With a key only, whatever is said about passwords.</summary>
    KeysOnly,

    /// <summary>Not at all.</summary>
    Never,
}
