namespace Bivouac.Mkimage.Builders.Provisioning;

/// <summary>A public key that a builder's apk trusts beside Alpine's own.</summary>
/// <param name="Name">Its file name: apk finds a key by it.</param>
/// <param name="Content">The file.</param>
internal sealed record TrustedKey(string Name, byte[] Content);
