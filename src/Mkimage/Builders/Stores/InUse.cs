namespace Bivouac.Mkimage.Builders.Stores;

/// <summary>The failure to remove what a build uses.</summary>
internal static class InUse
{
    /// <summary>Makes it.</summary>
    /// <param name="name">What was to be removed.</param>
    /// <param name="why">What uses it.</param>
    public static DriverException Of(string name, string why) =>
        new(ExitCode.BuilderUnavailable, $"{name} is in use and stays", why, "Wait for the build to end, or end it, and remove it then.");
}
