using System;
using Bivouac.Mkimage.Project;
using Bivouac.Rules;
using Spectre.Console;

namespace Bivouac.Mkimage.Reporting;

/// <summary>Writes to the console; nothing else does.</summary>
/// <param name="console">The terminal, or what it is redirected to.</param>
internal sealed class Reporter(IAnsiConsole console)
{
    /// <summary>Whether a live view can be shown.</summary>
    public bool IsInteractive => console.Profile.Capabilities is { Interactive: true, Ansi: true };

    /// <summary>The terminal, for views of several lines.</summary>
    public IAnsiConsole Console => console;

    /// <summary>Writes text as it is, without wrapping it: it may be piped on.</summary>
    public void Line(string text = "")
    {
        console.Write(new PlainText(text));
        console.Write(new PlainText("\n"));
    }

    /// <summary>Writes markup of Spectre.Console.</summary>
    public void Markup(string markup) => console.MarkupLine(markup);

    /// <summary>Writes one line that says that something is wrong.</summary>
    public void Error(string message) => Styled("red", "error", message);

    /// <summary>Writes one line that a person should see.</summary>
    public void Warning(string message) => Styled("yellow", "warning", message);

    /// <summary>Writes one line behind a mark.</summary>
    public void Mark(string colour, string mark, string message)
    {
        console.Write(new PlainText("  " + mark + " ", Style.Parse(colour)));
        Line(message);
    }

    /// <summary>Writes a finding as compilers do, so that editors find the place.</summary>
    public void Finding(ProjectFinding finding)
    {
        var place = finding.File is null ? "" : finding.Line > 0 ? FormattableString.Invariant($"{finding.File}({finding.Line},{finding.Column}): ") : finding.File + ": ";
        var (colour, word) = finding.Severity switch
        {
            Severity.Error => ("red", "error"),
            Severity.Warning => ("yellow", "warning"),
            _ => ("blue", "info"),
        };
        console.Write(new PlainText(place));
        console.Write(new PlainText(word + " " + finding.Rule.Id, Style.Parse(colour)));
        Line(": " + finding.Message);
    }

    /// <summary>Writes a foreseeable failure: what, why, what to do.</summary>
    public void Failure(DriverException failure)
    {
        Line();
        Error(failure.What + ".");
        Line("  Why:  " + Capitalized(failure.Why) + (failure.Why.EndsWith('.') ? "" : "."));
        Line("  Next: " + failure.Next);
    }

    /// <summary>Writes a fault of the driver.</summary>
    public void Unexpected(Exception fault, bool withTrace)
    {
        Error("Something unexpected happened: " + fault.GetType().Name + ": " + fault.Message);
        Line(withTrace ? fault.ToString() : "  This is a fault of Bivouac. Run it again with --verbose and report what it shows.");
    }

    private void Styled(string colour, string word, string message)
    {
        console.Write(new PlainText(word + ": ", Style.Parse("bold " + colour)));
        Line(message);
    }

    private static string Capitalized(string text) => text.Length == 0 ? text : char.ToUpperInvariant(text[0]) + text[1..];
}
