namespace Bivouac.Rules.Overlay;

/// <summary>What commands of a shell text stand in.</summary>
internal enum ShellBlockKind
{
    /// <summary><c>if ... fi</c>.</summary>
    If,

    /// <summary><c>case ... esac</c>.</summary>
    Case,

    /// <summary><c>while</c>, <c>until</c>, <c>for</c> or <c>select</c> to <c>done</c>.</summary>
    Loop,

    /// <summary><c>{ ...; }</c>, also as the body of a function.</summary>
    Group,

    /// <summary><c>( ... )</c>.</summary>
    Subshell,

    /// <summary><c>$( ... )</c> or what stands in backquotes.</summary>
    Substitution,

    /// <summary>The text that a command gives to a shell: <c>sh -c</c>, <c>su -c</c>, <c>eval</c>.</summary>
    Text,
}
