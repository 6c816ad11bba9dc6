using System;
using System.Collections.Generic;
using System.IO;
using Bivouac.Mkimage.Building;
using Bivouac.Mkimage.Building.Events;
using Bivouac.Mkimage.Building.Unchanged;

namespace Bivouac.Mkimage.Commands;

/// <summary>
/// Notes beside the stage what a build is made from, so that the next one is not made when nothing changed. Without a note it is made
/// once more, so one that cannot be written is told and fails nothing.
/// </summary>
/// <param name="plan">The build.</param>
/// <param name="events">Are told.</param>
internal sealed class InputNotes(BuildPlan plan, BuildEvents events)
{
    /// <summary>Notes a build that was started.</summary>
    /// <param name="run">The id of its run.</param>
    /// <param name="inputs">All that it is made from; null when that is not known.</param>
    public void Begun(string run, SortedDictionary<string, string>? inputs)
    {
        if (inputs is not null) Try(() => new BegunBuild(run, inputs).Write(plan));
    }

    /// <summary>Notes that the image of a build has its name now.</summary>
    /// <param name="image">The image.</param>
    public void Verified(VerifiedImage image)
    {
        // Of a run that was started elsewhere it is not known what the mirror held then.
        if (BegunBuild.Read(plan, image.Built.Run.Id) is { } begun) Try(() => new LastBuild(image.Artifacts.Sha256, begun.Inputs).Write(plan));
    }

    private void Try(Action write)
    {
        try
        {
            write();
        }
        catch (Exception e) when (e is IOException or UnauthorizedAccessException)
        {
            events.Note($"What the image is made from could not be noted, so the next build will be made in any case: {e.Message.TrimEnd('.')}");
        }
    }
}
