using System;
using System.Collections.Generic;
using System.Linq;
using System.Text.RegularExpressions;
using Bivouac.Rules.Inputs;

namespace Bivouac.Rules.Overlay;

/// <summary>A shell text as its simple commands. What no shell would take gives fewer commands, never an error.</summary>
internal sealed class ShellCode
{
    private static readonly object Key = new();

    private static readonly Regex Interpreter = new(@"\A#![ \t]*\S*?(?:[/ \t](?:ba|da|a|k|z)?sh|[/ \t]openrc-run|/runscript|[/ \t]busybox[ \t]+sh)(?![\w.-])", RegexOptions.CultureInvariant);

    private static readonly Regex Place = new(@"\A/(?:etc/(?:conf\.d/[^/]+|local\.d/[^/]+\.(?:start|stop)|profile|rc\.conf|environment)|(?:root|home/[^/]+)/\.(?:profile|ashrc|bashrc|xinitrc))\z|\.sh\z", RegexOptions.CultureInvariant);

    /// <summary>Takes what the reader found.</summary>
    /// <param name="commands">The commands.</param>
    /// <param name="text">The text with blanks in the place of comments.</param>
    /// <param name="isWhole">Whether each block ends where one of its kind has begun.</param>
    internal ShellCode(IEnumerable<ShellCommand> commands, string text, bool isWhole)
    {
        IsWhole = isWhole;
        Commands = commands.OrderBy(c => c.Index).ToArray();
        WithoutComments = text;
    }

    /// <summary>The commands in the order of the text, with those of substitutions.</summary>
    public IReadOnlyList<ShellCommand> Commands { get; }

    /// <summary>Whether all blocks were understood; else nothing can be said about what stands in what.</summary>
    public bool IsWhole { get; }

    /// <summary>The text with blanks in the place of comments.</summary>
    public string WithoutComments { get; }

    /// <summary>The shell code of a text.</summary>
    public static ShellCode Of(FileText text) => text.Remember(Key, t => new ShellReader(t).Read());

    /// <summary>Whether a shell reads the text: its first line says so, or its place where that is silent.</summary>
    public static bool Is(OverlayItem item) =>
        item.Text is { } text && (text.Text.StartsWith("#!", StringComparison.Ordinal) ? Interpreter.IsMatch(text.Text) : InitScript.Is(item.Path) || Place.IsMatch(item.Path));

    /// <summary>Whether the text is shell.</summary>
    public static bool Is(DeclaredText text) => text.Item is { } item ? Is(item) : Is(text.Text.Text);

    /// <summary>Whether a text that is run is shell: it does not begin with another interpreter.</summary>
    private static bool Is(string text) => !text.StartsWith("#!", StringComparison.Ordinal) || Interpreter.IsMatch(text);
}
