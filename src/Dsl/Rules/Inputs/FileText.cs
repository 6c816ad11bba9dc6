using System;
using System.Collections.Concurrent;
using System.Linq;

namespace Bivouac.Rules.Inputs;

/// <summary>A text, with what rules have found out about it: the compiler asks again at every edit, the text seldom changes.</summary>
/// <param name="text">The text.</param>
public sealed class FileText(string text)
{
    private readonly ConcurrentDictionary<object, object?> _facts = new();

    /// <summary>The text.</summary>
    public string Text { get; } = text ?? throw new ArgumentNullException(nameof(text));

    /// <summary>The line of a character, from 1.</summary>
    /// <param name="index">The character's place, from 0.</param>
    public int LineOf(int index) => 1 + Text.Take(index).Count(c => c == '\n');

    /// <summary>What a computation over the text gives, computed once.</summary>
    /// <param name="key">Who asks, for example a rule.</param>
    /// <param name="compute">The computation.</param>
    internal T Remember<T>(object key, Func<string, T> compute) => (T)_facts.GetOrAdd(key, _ => compute(Text))!;

    /// <summary>The text.</summary>
    public override string ToString() => Text;
}
