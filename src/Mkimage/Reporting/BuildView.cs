using System;
using System.Threading.Tasks;
using Bivouac.Mkimage.Building;
using Bivouac.Mkimage.Building.Events;
using Spectre.Console;

namespace Bivouac.Mkimage.Reporting;

/// <summary>Shows a build while it goes on: a live line on a terminal, plain lines elsewhere.</summary>
/// <param name="reporter">Writes to the console.</param>
/// <param name="verbose">Whether the whole log is shown.</param>
internal sealed class BuildView(Reporter reporter, bool verbose)
{
    /// <summary>Shows what the work tells.</summary>
    /// <param name="work">The build.</param>
    public Task<T> ShowAsync<T>(Func<IBuildListener, Task<T>> work)
    {
        if (!reporter.IsInteractive || verbose) return work(new Lines(reporter, verbose, null));
        return reporter.Console.Status().Spinner(Spinner.Known.Dots).StartAsync("Starting", context => work(new Lines(reporter, false, context)));
    }

    private sealed class Lines(Reporter reporter, bool verbose, StatusContext? status) : IBuildListener
    {
        public void On(BuildEvent happened)
        {
            switch (happened)
            {
                case StageStarted stage:
                    Step(stage.Message);
                    break;
                case BuildNote note:
                    Step(note.Message);
                    break;
                case SectionStarted section:
                    if (status is null && !verbose) reporter.Line("  " + BuildLog.Label(section.Name, section.Detail) + " ...");
                    Show(BuildLog.Label(section.Name, section.Detail));
                    break;
                case SectionEnded section:
                    reporter.Line("  " + BuildLog.Label(section.Name, section.Detail).PadRight(44) + " " + Sizes.Of(section.Took));
                    break;
                case LogLineRead line when verbose:
                    reporter.Line(line.Text);
                    break;
            }
        }

        private void Step(string message)
        {
            reporter.Line("· " + message);
            Show(message);
        }

        private void Show(string text)
        {
            if (status is not null) status.Status = Markup.Escape(text);
        }
    }
}
