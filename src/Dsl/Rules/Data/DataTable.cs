using System;
using System.Collections.Generic;
using System.IO;
using System.Linq;

namespace Bivouac.Rules.Data;

/// <summary>
/// A table of facts about Alpine: lines of fields by tabs, in the order of their first field. Its head says where the facts come
/// from and of which branch they are.
/// </summary>
internal sealed class DataTable
{
    private DataTable(string branch, IReadOnlyList<string[]> rows)
    {
        Branch = branch;
        Rows = rows;
    }

    /// <summary>The branch or release that the facts are of, for messages.</summary>
    public string Branch { get; }

    /// <summary>The rows; each has as many fields as the table has columns.</summary>
    public IReadOnlyList<string[]> Rows { get; }

    /// <summary>Reads a table of this assembly.</summary>
    /// <param name="name">Its file name, for example <c>services.tsv</c>.</param>
    public static DataTable Load(string name)
    {
        using var stream = typeof(DataTable).Assembly.GetManifestResourceStream("Bivouac.Rules.Data." + name) ?? throw new InvalidOperationException("there is no table " + name);
        using var reader = new StreamReader(stream);
        var heads = new Dictionary<string, string>(StringComparer.Ordinal);
        var rows = new List<string[]>();
        while (reader.ReadLine() is { } line)
        {
            if (line.Length == 0) continue;
            if (line[0] != '#') rows.Add(line.Split('\t'));
            else if (line.IndexOf(':') is > 0 and var colon) heads[line.Substring(1, colon - 1).Trim()] = line.Substring(colon + 1).Trim();
        }

        var columns = heads["columns"].Split(' ').Length;
        return rows.Find(r => r.Length != columns) is { } odd
            ? throw new InvalidOperationException(name + " has a row of " + odd.Length + " fields: " + odd[0])
            : new(heads["branch"], rows);
    }

    /// <summary>A table that is loaded when it is first needed.</summary>
    public static Lazy<DataTable> Lazily(string name) => new(() => Load(name));

    /// <summary>The rows by their first field.</summary>
    public ILookup<string, string[]> ByFirst() => Rows.ToLookup(r => r[0], StringComparer.Ordinal);

    /// <summary>A field that lists words by commas or blanks.</summary>
    public static string[] Words(string field) => field.Split([',', ' '], StringSplitOptions.RemoveEmptyEntries);
}
