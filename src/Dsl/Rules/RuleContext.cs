using System;
using System.Collections.Generic;
using Bivouac.Apk;
using Bivouac.Boot;
using Bivouac.Model;
using Bivouac.Rules.Inputs;

namespace Bivouac.Rules;

/// <summary>
/// What rules look at: the model, and what is known of the project around it. What is not known is no ground for a finding.
/// </summary>
public sealed class RuleContext
{
    private readonly Lazy<OverlayView> _overlay;
    private readonly Lazy<ServiceView> _services;
    private readonly Lazy<DeclaredText[]> _texts;
    private readonly Lazy<BootTexts> _bootTexts;
    private readonly Lazy<BootGraph> _boot;

    /// <summary>Joins a model with what is known of its project.</summary>
    /// <param name="model">The model.</param>
    /// <param name="files">The project's files; default: none of them are known.</param>
    /// <param name="packages">The package indexes; default: there are none.</param>
    public RuleContext(LiveCdModel model, IProjectFiles? files = null, PackageIndexes? packages = null)
    {
        Model = model ?? throw new ArgumentNullException(nameof(model));
        Files = files ?? UnknownFiles.Instance;
        Packages = packages ?? PackageIndexes.None;
        _overlay = new(() => new OverlayView(this));
        _services = new(() => new ServiceView(this));
        _texts = new(() => [.. DeclaredText.Of(this)]);
        _bootTexts = new(() => new BootTexts(this));
        _boot = new(() => BootGraph.Of(this));
    }

    /// <summary>The image as declared.</summary>
    public LiveCdModel Model { get; }

    /// <summary>The project's files.</summary>
    public IProjectFiles Files { get; }

    /// <summary>The package indexes of the project.</summary>
    public PackageIndexes Packages { get; }

    /// <summary>The overlay, declaration by declaration and as it is in the end.</summary>
    internal OverlayView Overlay => _overlay.Value;

    /// <summary>Which services there are, and who brings them.</summary>
    internal ServiceView Services => _services.Value;

    /// <summary>All texts that a person wrote into the definition or into files that it names, with the element of each.</summary>
    internal IEnumerable<DeclaredText> Texts() => _texts.Value;

    /// <summary>What runs while the system starts with nobody there.</summary>
    internal IReadOnlyList<BootText> BootTexts => _bootTexts.Value.All;

    /// <summary>What starts at boot, and when.</summary>
    internal BootGraph Boot => _boot.Value;
}
