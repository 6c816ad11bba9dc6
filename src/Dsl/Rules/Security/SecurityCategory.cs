namespace Bivouac.Rules.Security;

/// <summary>The rules about secrets, permissions and logins.</summary>
internal static class SecurityCategory
{
    /// <summary>The category's name.</summary>
    public const string Name = "Security";

    /// <summary>The rules, ordered by id.</summary>
    public static readonly IRule[] Rules =
    [
        new PrivateKeyRule(),
        new HostKeyRule(),
        new KnownPasswordRule(),
        new PlainPasswordRule(),
        new UnverifiedDownloadRule(),
        new WorldWritableRule(),
        new SshLoginRule(),
        new RandomSeedRule(),
    ];
}
