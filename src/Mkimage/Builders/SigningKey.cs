using System;
using System.IO;
using System.Linq;
using System.Security.Cryptography;
using System.Threading;
using System.Threading.Tasks;
using Bivouac.Mkimage.Files;

namespace Bivouac.Mkimage.Builders;

/// <summary>
/// The key that an image's own package index and modloop are signed with. It is made once per cache and stays when roots are
/// made anew, so that images of one machine trust each other's packages.
/// </summary>
/// <param name="Folder">The folder of this machine, private to its user, that holds nothing but the key and the <c>abuild.conf</c> that names it.</param>
/// <param name="Name">The private key's file name, which apk finds the public half by (with <c>.pub</c> appended).</param>
internal sealed record SigningKey(string Folder, string Name)
{
    /// <summary>Where a builder that Bivouac provisions sees the folder; what its <c>abuild.conf</c> says holds there.</summary>
    public const string FolderInside = "/root/.abuild";

    private const int Bits = 4096;

    /// <summary>The public half.</summary>
    public string PublicFile => Path.Combine(Folder, Name + ".pub");

    /// <summary>Where a builder that Bivouac provisions sees the private key.</summary>
    public string FileInside => $"{FolderInside}/{Name}";

    /// <summary>Finds the key, or makes it, with the <c>abuild.conf</c> beside it.</summary>
    /// <param name="cacheDirectory">The cache.</param>
    /// <param name="progress">Is told when one is made.</param>
    /// <param name="cancellationToken">Ends the waiting for another process that makes it.</param>
    public static async Task<SigningKey> ProvideAsync(string cacheDirectory, IProgress<string>? progress, CancellationToken cancellationToken)
    {
        var folder = Path.Combine(cacheDirectory, "keys");
        using (await CacheLock.TakeAsync(folder + ".lock", onWait: null, cancellationToken).ConfigureAwait(false))
        {
            if (OperatingSystem.IsWindows())
                Directory.CreateDirectory(folder);
            else
                Directory.CreateDirectory(folder, UnixFileMode.UserRead | UnixFileMode.UserWrite | UnixFileMode.UserExecute);

            var key = Find(cacheDirectory);
            if (key is null)
            {
                progress?.Report($"making a signing key in {folder}");
                key = Make(folder);
            }

            key.Configure();
            return key;
        }
    }

    /// <summary>The key, or null when none has been made.</summary>
    /// <param name="cacheDirectory">The cache.</param>
    public static SigningKey? Find(string cacheDirectory)
    {
        // The public half is written last: with it, both are whole.
        var folder = Path.Combine(cacheDirectory, "keys");
        var found = Directory.Exists(folder) ? Directory.EnumerateFiles(folder, "*.rsa.pub").Order(StringComparer.Ordinal).FirstOrDefault() : null;
        return found is null ? null : new SigningKey(folder, Path.GetFileNameWithoutExtension(found));
    }

    // Builds that run have the folder before their eyes: they must never see it empty or half written, and mostly it is right already.
    private void Configure()
    {
        var file = Path.Combine(Folder, "abuild.conf");
        var text = $"PACKAGER_PRIVKEY=\"{FileInside}\"\n";
        if (!File.Exists(file) || File.ReadAllText(file) != text)
            AtomicFile.Write(file, text);
    }

    private static SigningKey Make(string folder)
    {
        using var rsa = RSA.Create(Bits);
        var fingerprint = Convert.ToHexStringLower(SHA256.HashData(rsa.ExportSubjectPublicKeyInfo()))[..8];
        var key = new SigningKey(folder, $"bivouac-{fingerprint}.rsa");
        var options = new FileStreamOptions { Mode = FileMode.Create, Access = FileAccess.Write };
        if (!OperatingSystem.IsWindows())
            options.UnixCreateMode = UnixFileMode.UserRead | UnixFileMode.UserWrite;
        using (var writer = new StreamWriter(Path.Combine(folder, key.Name), options))
            writer.Write(rsa.ExportPkcs8PrivateKeyPem() + "\n");
        var partial = key.PublicFile + ".partial";
        File.WriteAllText(partial, rsa.ExportSubjectPublicKeyInfoPem() + "\n");
        File.Move(partial, key.PublicFile, overwrite: true);
        return key;
    }
}
