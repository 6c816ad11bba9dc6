using System.Threading;
using System.Threading.Tasks;

namespace Bivouac.Mkimage.Builders;

/// <summary>What a machine is, as far as the choice of a builder needs it.</summary>
internal interface IMachine
{
    /// <summary>Whether it runs Linux.</summary>
    bool IsLinux { get; }

    /// <summary>The release of Alpine, or null when it is not Alpine.</summary>
    string? AlpineRelease { get; }

    /// <summary>Why it gives no sandbox, or null when it gives one.</summary>
    /// <param name="cancellationToken">Ends the looking.</param>
    Task<BuilderProblem?> WhyNoSandboxAsync(CancellationToken cancellationToken);

    /// <summary>Why it gives no container, or null when it gives one.</summary>
    /// <param name="program"><c>docker</c> or <c>podman</c>.</param>
    /// <param name="cancellationToken">Ends the looking.</param>
    Task<BuilderProblem?> WhyNoContainerAsync(string program, CancellationToken cancellationToken);
}
