namespace Bivouac.Replay;

/// <summary>Where the replay goes on after a statement.</summary>
internal enum Flow
{
    /// <summary>With the next statement.</summary>
    Next,

    /// <summary>Behind the loop.</summary>
    Break,

    /// <summary>With the next turn of the loop.</summary>
    Continue,

    /// <summary>At the method's caller.</summary>
    Return,
}
