namespace Bivouac.Mkimage.Building.Events;

/// <summary>A build of one image for one architecture begins.</summary>
/// <param name="Profile">The profile.</param>
/// <param name="Arch">Alpine's word for the architecture.</param>
/// <param name="Branch">The Alpine branch.</param>
public sealed record BuildStarted(string Profile, string Arch, string Branch) : BuildEvent;
