using System;
using System.IO;
using System.Linq;
using Bivouac.Mkimage.Building;
using Bivouac.Mkimage.Project;
using Bivouac.Rules;
using Spectre.Console;
using Spectre.Console.Rendering;

namespace Bivouac.Mkimage.Reporting;

/// <summary>Writes to the console; nothing else does.</summary>
/// <param name="console">The terminal, or what it is redirected to.</param>
/// <param name="errors">Where failures go, so that what is redirected stays what was asked for. Default: the same.</param>
internal sealed class Reporter(IAnsiConsole console, IAnsiConsole? errors = null)
{
    private readonly IAnsiConsole _errors = errors ?? console;

    /// <summary>The standard output, and the standard error for failures.</summary>
    public static Reporter OfProcess() =>
        new(AnsiConsole.Console, AnsiConsole.Create(new AnsiConsoleSettings { Out = new AnsiConsoleOutput(System.Console.Error) }));

    /// <summary>Whether a live view can be shown.</summary>
    public bool IsInteractive => console.Profile.Capabilities is { Interactive: true, Ansi: true };

    /// <summary>The terminal, for views of several lines.</summary>
    public IAnsiConsole Console => console;

    /// <summary>Writes text as it is, without wrapping it: it may be piped on.</summary>
    /// <exception cref="DriverException">It cannot be written (<see cref="ExitCode.Unexpected"/>), as for all that is no failure.</exception>
    public void Line(string text = "")
    {
        // In one piece: rows that are drawn below it must begin on a row of their own.
        Write(new PlainText(text + "\n"));
    }

    /// <summary>Writes a line of several styles; it is not wrapped either.</summary>
    /// <param name="parts">Texts without line feeds, each with its style.</param>
    public void Line(params (string Text, Style Style)[] parts) => Write(new PlainText([.. parts, ("\n", Style.Plain)]));

    /// <summary>Writes one line that a person should see.</summary>
    public void Warning(string message) => Line(("warning: ", Style.Parse("bold yellow")), (message, Style.Plain));

    /// <summary>Writes one line that says that something is wrong.</summary>
    public void Error(string message) => Fail("error: ", message + "\n");

    /// <summary>Writes one line behind a mark.</summary>
    public void Mark(string colour, string mark, string message) => Line(("  " + mark + " ", Style.Parse(colour)), (message, Style.Plain));

    /// <summary>Writes a finding as compilers do, with the whole path, so that editors find the place from wherever the program runs.</summary>
    /// <param name="finding">The finding.</param>
    /// <param name="projectFolder">The project's folder.</param>
    public void Finding(ProjectFinding finding, string projectFolder)
    {
        var (colour, word) = Say(finding.Severity);
        Line((PlaceOf(finding, projectFolder), Style.Plain), (word + " " + finding.Rule.Id, Style.Parse(colour)), (": " + finding.Message, Style.Plain));
    }

    /// <summary>Writes a finding of a command whose output is for other programs beside that output.</summary>
    /// <param name="finding">The finding.</param>
    /// <param name="projectFolder">The project's folder.</param>
    public void FindingAside(ProjectFinding finding, string projectFolder) =>
        Aside(PlaceOf(finding, projectFolder) + Say(finding.Severity).Word + " " + finding.Rule.Id + ": " + finding.Message);

    /// <summary>Writes a line beside the output: what a person should know though the output is for a program.</summary>
    public void Aside(string text) => Fail("", text + "\n");

    /// <summary>Writes a foreseeable failure: what, why, what to do.</summary>
    public void Failure(DriverException failure)
    {
        Fail("", "\n");
        Error(Clean(failure.What) + ".");
        Fail("", "  Why:  " + Clean(Capitalized(failure.Why)) + (failure.Why.EndsWith('.') ? "\n" : ".\n"));
        Fail("", "  Next: " + Clean(failure.Next) + "\n");
    }

    /// <summary>Writes a fault of the driver.</summary>
    public void Unexpected(Exception fault, bool withTrace)
    {
        Error("Something unexpected happened: " + fault.GetType().Name + ": " + fault.Message);
        Fail("", (withTrace ? fault.ToString() : "  This is a fault of Bivouac. Run it again with --verbose and report what it shows.") + "\n");
    }

    private static (string Colour, string Word) Say(Severity severity) => severity switch
    {
        Severity.Error => ("red", "error"),
        Severity.Warning => ("yellow", "warning"),
        _ => ("blue", "info"),
    };

    private static string PlaceOf(ProjectFinding finding, string projectFolder)
    {
        var file = finding.File is null ? "" : Path.GetFullPath(finding.File, projectFolder);
        return file.Length == 0 ? "" : finding.Line > 0 ? FormattableString.Invariant($"{file}({finding.Line},{finding.Column}): ") : file + ": ";
    }

    private void Write(IRenderable text)
    {
        try
        {
            console.Write(text);
        }
        catch (Exception e) when (e is IOException or UnauthorizedAccessException)
        {
            throw new DriverException(ExitCode.Unexpected, "The output cannot be written", (e.InnerException ?? e).Message.TrimEnd('.'), "Give it a place where it can go, then run it again.", e);
        }
    }

    /// <summary>Where a failure cannot be told either, the exit code has to do.</summary>
    private void Fail(string word, string message)
    {
        try
        {
            _errors.Write(new PlainText(word, Style.Parse("bold red")));
            _errors.Write(new PlainText(message));
        }
        catch (Exception e) when (e is IOException or UnauthorizedAccessException)
        {
        }
    }

    /// <summary>The reason may quote a program of the builder, whatever that printed.</summary>
    private static string Clean(string text) => string.Join('\n', text.Split('\n').Select(LogText.Clean));

    private static string Capitalized(string text) => text.Length == 0 ? text : char.ToUpperInvariant(text[0]) + text[1..];
}
