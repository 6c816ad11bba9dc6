using System;
using Bivouac.Model;

namespace Bivouac;

/// <summary>
/// Declares the SSH server. It starts in the runlevel boot, before anything that could hang, needs no network, and makes its host
/// keys when the machine first starts: none are in the image.
/// </summary>
public sealed class SshServerBuilder
{
    private readonly LiveCdBuilder _iso;
    private SshServer? _server;
    private int _port = 22;
    private RootLogin _rootLogin;
    private bool _passwords;
    private bool _forwarding;

    internal SshServerBuilder(LiveCdBuilder iso) => _iso = iso;

    /// <summary>Takes OpenSSH: package <c>openssh</c>, service <c>sshd</c>. The default.</summary>
    public SshServerBuilder OpenSsh() => Take(SshServer.OpenSsh);

    /// <summary>Takes Dropbear: package <c>dropbear</c>, service <c>dropbear</c>. A tenth of the size, without SFTP.</summary>
    public SshServerBuilder Dropbear() => Take(SshServer.Dropbear);

    /// <summary>Declares the TCP port. Default: 22.</summary>
    /// <param name="number">1 to 65535.</param>
    /// <exception cref="ArgumentOutOfRangeException">It is not that.</exception>
    public SshServerBuilder Port(int number)
    {
        if (number is < 1 or > 65535) throw new ArgumentOutOfRangeException(nameof(number), "TCP ports are 1 to 65535");
        _iso.Recorder.NoteSetting(ElementPath.Ssh + ".Port", nameof(number));
        _port = number;
        return this;
    }

    /// <summary>Lets root log in with the keys of a file: <c>/root/.ssh/authorized_keys</c>. For others see <see cref="UserBuilder.AuthorizedKeys"/>.</summary>
    /// <param name="source">A file of public keys, relative to the project's folder.</param>
    /// <exception cref="ArgumentException">The path is not normalized or leaves the project.</exception>
    public SshServerBuilder AuthorizedKeys(string source)
    {
        _iso.AddAuthorizedKeys("/root", source, Owner.Root, nameof(source));
        return this;
    }

    /// <summary>Declares how root may log in. Default: <see cref="RootLogin.KeysOnly"/>.</summary>
    /// <param name="login">How.</param>
    /// <exception cref="ArgumentOutOfRangeException">It is no member.</exception>
    public SshServerBuilder Root(RootLogin login)
    {
        if (login is < RootLogin.KeysOnly or > RootLogin.Never) throw new ArgumentOutOfRangeException(nameof(login), "there is no such policy");
        _iso.Recorder.NoteSetting(ElementPath.Ssh + ".RootLogin", nameof(login));
        _rootLogin = login;
        return this;
    }

    /// <summary>Lets users that have a password hash declared log in with their password. Root never does.</summary>
    public SshServerBuilder AllowPasswords()
    {
        _iso.Recorder.Note(ElementPath.Ssh + ".AllowsPasswords");
        _passwords = true;
        return this;
    }

    /// <summary>Lets who logs in forward connections, either way: <c>ssh -L</c>, <c>-R</c>, <c>-D</c>, and a machine as <c>ProxyJump</c>. Without it the server refuses them.</summary>
    public SshServerBuilder AllowForwarding()
    {
        _iso.Recorder.Note(ElementPath.Ssh + ".AllowsForwarding");
        _forwarding = true;
        return this;
    }

    internal SshDeclaration Build() => new(_server ?? SshServer.OpenSsh, _port, _rootLogin, _passwords) { AllowsForwarding = _forwarding };

    private SshServerBuilder Take(SshServer server)
    {
        _iso.Recorder.NoteSetting(ElementPath.Ssh + ".Server");
        _server = server;
        return this;
    }
}
