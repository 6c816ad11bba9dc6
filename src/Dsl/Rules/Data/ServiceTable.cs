using System;
using System.Collections.Generic;
using System.Linq;
using Bivouac.Rules.Inputs;

namespace Bivouac.Rules.Data;

/// <summary>Which packages of Alpine bring which init scripts.</summary>
internal sealed class ServiceTable
{
    /// <summary>Stands for the init scripts of packages that have some, but from sources that are not in aports.</summary>
    public const string Unknown = "*";

    private static readonly Lazy<ServiceTable> Instance = new(() => new(DataTable.Load("services.tsv"), DataTable.Load("bringers.tsv")));

    private readonly ILookup<string, ServiceRow> _services;
    private readonly ILookup<string, ServiceRow> _providers;
    private readonly ILookup<string, string> _bringers;
    private readonly ILookup<string, string> _byPackage;

    private ServiceTable(DataTable services, DataTable bringers)
    {
        Branch = services.Branch;
        var rows = services.Rows.Select(r => new ServiceRow(r[0], r[1], ScriptOf(r))).ToArray();
        _services = rows.ToLookup(r => r.Service, StringComparer.Ordinal);
        _providers = rows.SelectMany(r => r.Provides.Select(p => (Name: p, Row: r))).ToLookup(x => x.Name, x => x.Row, StringComparer.Ordinal);
        _bringers = bringers.Rows.ToLookup(r => r[0], r => r[1], StringComparer.Ordinal);
        _byPackage = rows.Where(r => r.Service != Unknown).Select(r => (r.Package, r.Service)).Concat(bringers.Rows.Where(r => r[0] != Unknown).Select(r => (Package: r[1], Service: r[0]))).ToLookup(x => x.Package, x => x.Service, StringComparer.Ordinal);
        Names = _services.Select(g => g.Key).Where(n => n != Unknown).ToArray();
    }

    /// <summary>The table.</summary>
    public static ServiceTable Current => Instance.Value;

    /// <summary>The branch that the facts are of.</summary>
    public string Branch { get; }

    /// <summary>The names of all init scripts.</summary>
    public IReadOnlyList<string> Names { get; }

    /// <summary>The init scripts of a name; one for each package that has it.</summary>
    public IEnumerable<ServiceRow> Find(string service) => _services[service];

    /// <summary>The init scripts that a package has, or that come with what it depends on.</summary>
    public IEnumerable<string> ServicesOf(string package) => _byPackage[package];

    /// <summary>The init scripts that provide a name by <c>provide</c>.</summary>
    public IEnumerable<ServiceRow> ProvidersOf(string name) => _providers[name];

    /// <summary>The packages that a definition names to have the init script, the shortest name first. Those that only carry the scripts of another come with it.</summary>
    public IReadOnlyList<string> PackagesToDeclare(string service)
    {
        var packages = _services[service].Select(r => r.Package).Distinct().ToArray();
        return packages.Where(p => !p.EndsWith("-openrc", StringComparison.Ordinal) || !packages.Contains(p.Substring(0, p.Length - "-openrc".Length)))
            .OrderBy(p => p.Length).ThenBy(p => p, StringComparer.Ordinal).ToArray();
    }

    /// <summary>The packages that have the init script, or depend on one that has it.</summary>
    public IEnumerable<string> PackagesWith(string service) => _services[service].Select(r => r.Package).Concat(_bringers[service]);

    /// <summary>The columns, as a script would say them: what it says of all services comes before its exceptions.</summary>
    private static InitScript ScriptOf(string[] row)
    {
        var statements = new[] { "need", "provide", "use", "want", "after", "before" }.Select((word, i) => new InitStatement(word, DataTable.Words(row[i + 2]))).Where(s => s.Names.Count > 0);
        return new() { Statements = [.. statements.OrderBy(s => s.Names.Contains(InitScript.All) ? 0 : 1)] };
    }
}
