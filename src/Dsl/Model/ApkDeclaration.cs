namespace Bivouac.Model;

/// <summary>A package of the image.</summary>
/// <param name="Name">Its name, a word of mkimage's <c>apks</c> and, unless it is on the medium only, a line of <c>/etc/apk/world</c>.</param>
/// <param name="Constraint">What the version must meet, or null. It goes into world only: mkimage's list takes bare names.</param>
/// <param name="Repository">The tag of the repository that it is fetched from, or null for the default ones.</param>
/// <param name="OnMediumOnly">Whether it is on the medium without being installed at boot.</param>
public sealed record ApkDeclaration(string Name, ApkConstraint? Constraint, string? Repository, bool OnMediumOnly);
