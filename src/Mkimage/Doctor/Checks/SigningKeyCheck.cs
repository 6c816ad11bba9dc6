using System;
using System.IO;
using System.Linq;
using System.Security.Cryptography;
using System.Threading;
using System.Threading.Tasks;
using Bivouac.Mkimage.Builders;

namespace Bivouac.Mkimage.Doctor.Checks;

/// <summary>Whether the key that images are signed with is whole, a pair, and nobody else's to read.</summary>
/// <param name="options">The cache.</param>
internal sealed class SigningKeyCheck(BuilderOptions options) : IDoctorCheck
{
    private const UnixFileMode Others =
        UnixFileMode.GroupRead | UnixFileMode.GroupWrite | UnixFileMode.OtherRead | UnixFileMode.OtherWrite;

    /// <inheritdoc/>
    public Task<Diagnosis> LookAsync(CancellationToken cancellationToken) => Task.FromResult(Look());

    private Diagnosis Look()
    {
        const string what = "The signing key cannot be used";
        if (SigningKey.Find(options.CacheDirectory) is not { } key)
            return Diagnosis.Of("a signing key will be made at the first build");
        var file = Path.Combine(key.Folder, key.Name);
        var anew = $"Run: rm '{key.PublicFile}' (the next build makes another key; images of before do not trust it)";
        if (!File.Exists(file))
            return Diagnosis.Problem(what, $"there is {key.PublicFile}, but no {file}", anew);
        if (!OperatingSystem.IsWindows() && (File.GetUnixFileMode(file) & Others) != 0)
            return Diagnosis.Problem("The signing key is not secret", $"others may read {file}", $"Run: chmod 600 '{file}'");
        try
        {
            using var secret = RSA.Create();
            secret.ImportFromPem(File.ReadAllText(file));
            using var known = RSA.Create();
            known.ImportFromPem(File.ReadAllText(key.PublicFile));
            return secret.ExportSubjectPublicKeyInfo().SequenceEqual(known.ExportSubjectPublicKeyInfo())
                ? Diagnosis.Of($"images are signed with {file}")
                : Diagnosis.Problem(what, $"{key.PublicFile} is not the other half of it", anew);
        }
        catch (Exception e) when (e is CryptographicException or ArgumentException or UnauthorizedAccessException)
        {
            return Diagnosis.Problem(what, $"{file} or its .pub is damaged or cannot be read: {e.Message.TrimEnd('.')}", anew);
        }
    }
}
