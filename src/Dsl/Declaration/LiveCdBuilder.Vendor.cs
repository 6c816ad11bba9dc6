using System;
using System.Collections.Generic;
using Bivouac.Model;

namespace Bivouac;

/// <content>Files of vendors, and what is built from them.</content>
public sealed partial class LiveCdBuilder
{
    private readonly List<DownloadDraft> _downloads = [];
    private readonly List<BuildStepBuilder> _buildSteps = [];
    private readonly HashSet<string> _downloadNames = new(StringComparer.Ordinal);
    private readonly HashSet<string> _stepNames = new(StringComparer.Ordinal);

    /// <summary>
    /// Declares a file of a vendor that is fetched when the image is built, and used only when its checksum is right. It goes into
    /// the overlay as it is or unpacked, or a build step uses it.
    /// </summary>
    /// <param name="name">A name of its own: small letters, digits, <c>. _ -</c>.</param>
    /// <param name="declare">Says where it comes from, where its checksum comes from, and where it goes.</param>
    /// <exception cref="ArgumentException">The name is not one, or another download has it.</exception>
    public LiveCdBuilder Download(string name, Func<DownloadBuilder, VerifiedDownloadBuilder> declare)
    {
        Names.CheckVendor(name, nameof(name), "download");
        if (declare is null) throw new ArgumentNullException(nameof(declare));
        if (!_downloadNames.Add(name)) throw new ArgumentException($"there is a download '{name}' already; give this one another name", nameof(name));
        var element = ElementPath.Of(ElementPath.Downloads, _downloads.Count);
        Recorder.Note(element, nameof(name));
        var draft = new DownloadDraft(this, name, element);
        _downloads.Add(draft);
        if (declare(new DownloadBuilder(draft))?.Draft != draft)
            throw new ArgumentException($"the declaration of the download '{name}' does not return what it declared; end it with the last call on the builder that it is given", nameof(declare));
        return this;
    }

    /// <summary>
    /// Declares a script that runs in a fresh folder of the builder before the overlay is made. Its output is cached by its script,
    /// its inputs, its downloads and its keys.
    /// </summary>
    /// <param name="name">A name of its own: small letters, digits, <c>. _ -</c>.</param>
    /// <param name="declare">Says what it needs, what it runs, and where its output goes.</param>
    /// <exception cref="ArgumentException">The name is not one, or another build step has it.</exception>
    public LiveCdBuilder BuildStep(string name, Action<BuildStepBuilder> declare)
    {
        Names.CheckVendor(name, nameof(name), "build step");
        if (declare is null) throw new ArgumentNullException(nameof(declare));
        if (!_stepNames.Add(name)) throw new ArgumentException($"there is a build step '{name}' already; give this one another name", nameof(name));
        var element = ElementPath.Of(ElementPath.BuildSteps, _buildSteps.Count);
        Recorder.Note(element, nameof(name));
        var step = new BuildStepBuilder(this, element, name);
        _buildSteps.Add(step);
        declare(step);
        return this;
    }
}
