using System.IO;
using System.Threading.Tasks;

namespace Bivouac.Package.Tests.Harness;

/// <summary>A folder as a user has it: a project or a file-based app, and what lies beside it.</summary>
public sealed class UserFolder
{
    private readonly CommandRunner _runner;
    private readonly string _version;

    internal UserFolder(CommandRunner runner, string path, string version)
    {
        _runner = runner;
        _version = version;
        Path = path;
    }

    /// <summary>The absolute path.</summary>
    public string Path { get; }

    /// <summary>The absolute path of a file in it.</summary>
    public string this[string name] => System.IO.Path.Combine(Path, name);

    /// <summary>Writes a file. <c>0.0.0</c> stands for the version of the package.</summary>
    public UserFolder Write(string name, string text)
    {
        Directory.CreateDirectory(System.IO.Path.GetDirectoryName(this[name])!);
        File.WriteAllText(this[name], text.Replace("0.0.0", _version, System.StringComparison.Ordinal));
        return this;
    }

    /// <summary>Writes a project file that references the package.</summary>
    public UserFolder WriteProject(string name, string properties, string items = """<PackageReference Include="Bivouac" Version="0.0.0" />""") => Write(name, $"""
        <Project Sdk="Microsoft.NET.Sdk">
          <PropertyGroup>
            <TargetFramework>net10.0</TargetFramework>
            {properties}
          </PropertyGroup>
          <ItemGroup>
            {items}
          </ItemGroup>
        </Project>
        """);

    /// <summary>A link, as an overlay may have it.</summary>
    public UserFolder Link(string name, string target)
    {
        Directory.CreateDirectory(System.IO.Path.GetDirectoryName(this[name])!);
        File.CreateSymbolicLink(this[name], target);
        return this;
    }

    /// <summary>Runs <c>dotnet</c> in the folder.</summary>
    public Task<CommandResult> DotnetAsync(params string[] arguments) => _runner.RunAsync(Path, "dotnet", arguments);

    /// <summary>Runs a file of the folder.</summary>
    public Task<CommandResult> RunAsync(string name, params string[] arguments) => _runner.RunAsync(Path, this[name], arguments);
}
