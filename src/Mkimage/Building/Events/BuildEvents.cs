using System;

namespace Bivouac.Mkimage.Building.Events;

/// <summary>Tells a listener what happens in a build, with the time, and ends each stage when the next one begins.</summary>
/// <param name="listener">Is told.</param>
/// <param name="clock">Tells the time.</param>
public sealed class BuildEvents(IBuildListener listener, TimeProvider clock)
{
    private (BuildStage Stage, long Since)? _current;

    /// <summary>Begins a stage; the one that goes on is ended.</summary>
    /// <param name="stage">The stage.</param>
    /// <param name="message">What is done, as one sentence without a full stop.</param>
    public void Begin(BuildStage stage, string message)
    {
        End();
        _current = (stage, clock.GetTimestamp());
        Tell(new StageStarted(stage, message));
    }

    /// <summary>Ends the stage that goes on, if there is one.</summary>
    public void End()
    {
        if (_current is not { } current) return;
        _current = null;
        Tell(new StageEnded(current.Stage, clock.GetElapsedTime(current.Since)));
    }

    /// <summary>Tells something that a person may want to know.</summary>
    /// <param name="message">One sentence without a full stop.</param>
    public void Note(string message) => Tell(new BuildNote(message));

    /// <summary>Tells an event, stamped with the time.</summary>
    /// <param name="happened">What happened.</param>
    public void Tell(BuildEvent happened)
    {
        ArgumentNullException.ThrowIfNull(happened);
        listener.On(happened with { At = clock.GetUtcNow() });
    }
}
