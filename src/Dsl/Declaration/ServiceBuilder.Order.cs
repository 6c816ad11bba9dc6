using System;
using System.Collections.Generic;
using Bivouac.Model;

namespace Bivouac;

/// <content>The order of services, and the whole.</content>
public sealed partial class ServiceBuilder
{
    private readonly List<string> _after = [];
    private readonly List<string> _before = [];
    private readonly List<string> _uses = [];
    private readonly List<string> _wants = [];
    private readonly List<ServiceNeed> _needs = [];
    private string? _because;

    /// <summary>Starts it after others, when they start at all: <c>after</c>. It starts as well when they fail.</summary>
    /// <param name="services">The others.</param>
    public ServiceBuilder After(params ServiceName[] services) => Add(_after, "After", services);

    /// <summary>Starts it before others, when they start at all: <c>before</c>.</summary>
    /// <param name="services">The others.</param>
    public ServiceBuilder Before(params ServiceName[] services) => Add(_before, "Before", services);

    /// <summary>Starts it after others that it uses, when a runlevel has them: <c>use</c>. It starts as well when they fail.</summary>
    /// <param name="services">The others.</param>
    public ServiceBuilder Use(params ServiceName[] services) => Add(_uses, "Uses", services);

    /// <summary>Starts others for it, whether a runlevel has them or not, and goes on when they fail: <c>want</c>.</summary>
    /// <param name="services">The others.</param>
    public ServiceBuilder Want(params ServiceName[] services) => Add(_wants, "Wants", services);

    /// <summary>
    /// Makes it fail with another service: <c>need</c>. On a machine that nobody watches that is seldom right: what it is for then
    /// does not happen at all (contract U6). <see cref="After"/> only orders.
    /// </summary>
    /// <param name="service">The other.</param>
    /// <param name="because">Why it is of no use without the other; it stands in the init script as a comment.</param>
    /// <exception cref="ArgumentException">There is no reason.</exception>
    public ServiceBuilder NeedsOrFails(ServiceName service, string because)
    {
        if (service is null) throw new ArgumentNullException(nameof(service));
        CheckReason(because, nameof(because));
        _recorder.Note(ElementPath.Of(_element + ".Needs", _needs.Count), nameof(service));
        _needs.Add(new(service.Name, because));
        return this;
    }

    /// <summary>The whole, when it is one.</summary>
    /// <exception cref="ArgumentException">It runs nothing, or what is declared excludes each other.</exception>
    internal ServiceDeclaration Build(string parameter)
    {
        if (_steps.Count == 0) throw new ArgumentException($"the service '{_name}' runs nothing; call .Run(\"/path/of/program\")", parameter);
        if (_respawn is not null && (_steps.Count > 1 || _steps[0] is not ServiceCommand))
            throw new ArgumentException($"the supervised service '{_name}' must be one program that stays in the foreground; give it one .Run(...), and put what comes before into a service of its own", parameter);
        if (_respawn is not null && (_foreground || _essential))
            throw new ArgumentException($"the supervised service '{_name}' never ends, so the boot cannot wait for it; take .{(_essential ? nameof(Essential) : nameof(Foreground))} away", parameter);
        return new(_name, _description ?? _name, _respawn is not null ? ServiceStart.Supervised : _foreground || _essential ? ServiceStart.Foreground : ServiceStart.Background, new(_steps))
        {
            Runlevel = _runlevel,
            After = new(_after),
            Before = new(_before),
            Uses = new(_uses),
            Wants = new(_wants),
            Needs = new(_needs),
            Timeout = _timeout,
            EssentialBecause = _because,
            User = _user,
            Directory = _directory,
            Environment = new(_environment),
            LogFile = _log ?? "/var/log/" + _name + ".log",
            Respawn = _respawn,
        };
    }

    private ServiceBuilder Add(List<string> list, string part, ServiceName[] services)
    {
        _recorder.Add(list, _element + "." + part, services, nameof(services), s => (s ?? throw new ArgumentNullException(nameof(services))).Name);
        return this;
    }
}
