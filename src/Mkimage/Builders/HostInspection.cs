using System.Collections.Generic;

namespace Bivouac.Mkimage.Builders;

/// <summary>What a look at this machine as an Alpine builder found.</summary>
/// <param name="Facts">What is there.</param>
/// <param name="Problems">What is missing.</param>
/// <param name="SigningKey">The user's private abuild key, or null when there is none.</param>
internal sealed record HostInspection(IReadOnlyList<string> Facts, IReadOnlyList<BuilderProblem> Problems, string? SigningKey);
