namespace Bivouac.Boot;

/// <summary>How a service depends on another: a word of an init script's <c>depend()</c>.</summary>
public enum BootDependencyKind
{
    /// <summary><c>need</c>: the other is started first, and the service fails with it.</summary>
    Need,

    /// <summary><c>want</c>: the other is started first, and its failure does not matter.</summary>
    Want,

    /// <summary><c>use</c>: the other comes first when a runlevel has it.</summary>
    Use,

    /// <summary><c>after</c>, or <c>before</c> of the other: the other comes first when it starts at all.</summary>
    After,
}
