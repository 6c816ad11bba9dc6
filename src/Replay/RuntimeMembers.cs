using System;
using System.Collections.Concurrent;
using System.Collections.Generic;
using System.Linq;
using System.Reflection;
using Microsoft.CodeAnalysis;

namespace Bivouac.Replay;

/// <summary>
/// Finds the loaded types and members of Bivouac that symbols of the compilation stand for. The assembly is the one that ships
/// beside the generator: it is referenced, never loaded by hand.
/// </summary>
internal sealed class RuntimeMembers
{
    /// <summary>The assembly whose builder is called.</summary>
    public static readonly Assembly Bivouac = typeof(LiveCdBuilder).Assembly;

    /// <summary>The name of the assembly and of the namespace of the definition language.</summary>
    private const string AssemblyName = "Bivouac";

    private static readonly Dictionary<string, Type> PublicTypes =
        Bivouac.GetExportedTypes().Where(t => t.Namespace == AssemblyName && !t.IsGenericType).ToDictionary(t => t.FullName!, StringComparer.Ordinal);

    private static readonly ConcurrentDictionary<Type, ILookup<string, MethodInfo>> MethodsByName = new();

    private readonly ConcurrentDictionary<ITypeSymbol, Type?> _types = new(SymbolEqualityComparer.Default);
    private readonly ConcurrentDictionary<IMethodSymbol, MethodBase?> _methods = new(SymbolEqualityComparer.Default);

    /// <summary>Whether the symbol is declared in the referenced assembly Bivouac.</summary>
    public static bool IsBivouac(ISymbol symbol) => symbol.ContainingAssembly?.Name == AssemblyName;

    /// <summary>Whether a definition may use the type: it is one of the definition language, not of the model or the rules.</summary>
    public static bool IsLanguage(ITypeSymbol type) =>
        IsBivouac(type) && type.ContainingNamespace is { Name: AssemblyName, ContainingNamespace.IsGlobalNamespace: true };

    /// <summary>The loaded type, or null when it is none that a definition can have values of.</summary>
    public Type? TypeOf(ITypeSymbol symbol) => _types.GetOrAdd(symbol, FindType);

    /// <summary>The loaded method, operator or constructor with exactly these parameter types, or null.</summary>
    public MethodBase? MethodOf(IMethodSymbol symbol) => _methods.GetOrAdd(symbol, FindMethod);

    /// <summary>The loaded property, or null.</summary>
    public PropertyInfo? PropertyOf(IPropertySymbol symbol) =>
        TypeOf(symbol.ContainingType)?.GetProperty(symbol.Name, BindingFlags.Public | BindingFlags.DeclaredOnly | (symbol.IsStatic ? BindingFlags.Static : BindingFlags.Instance));

    /// <summary>The loaded field, or null.</summary>
    public FieldInfo? FieldOf(IFieldSymbol symbol) => TypeOf(symbol.ContainingType)?.GetField(symbol.Name, BindingFlags.Public | BindingFlags.Static);

    private Type? FindType(ITypeSymbol symbol)
    {
        switch (symbol.SpecialType)
        {
            case SpecialType.System_Void: return typeof(void);
            case SpecialType.System_Object: return typeof(object);
            case SpecialType.System_String: return typeof(string);
            case SpecialType.System_Boolean: return typeof(bool);
            case SpecialType.System_Char: return typeof(char);
            case SpecialType.System_Byte: return typeof(byte);
            case SpecialType.System_Int16: return typeof(short);
            case SpecialType.System_Int32: return typeof(int);
            case SpecialType.System_Int64: return typeof(long);
        }

        switch (symbol)
        {
            case INamedTypeSymbol { Name: nameof(TimeSpan), ContainingNamespace: { Name: nameof(System), ContainingNamespace.IsGlobalNamespace: true } }:
                return typeof(TimeSpan);
            case IArrayTypeSymbol { IsSZArray: true } array:
                return TypeOf(array.ElementType)?.MakeArrayType();
            case INamedTypeSymbol { OriginalDefinition.SpecialType: SpecialType.System_Nullable_T } nullable:
                return TypeOf(nullable.TypeArguments[0]) is { } inner ? typeof(Nullable<>).MakeGenericType(inner) : null;
            case INamedTypeSymbol { IsGenericType: true, ContainingNamespace: { Name: nameof(System), ContainingNamespace.IsGlobalNamespace: true } } generic:
                var definition = generic.MetadataName switch { "Action`1" => typeof(Action<>), "Func`2" => typeof(Func<,>), _ => null };
                var arguments = generic.TypeArguments.Select(TypeOf).ToArray();
                return definition is null || arguments.Contains(null) ? null : definition.MakeGenericType(arguments!);
            case INamedTypeSymbol named when IsLanguage(named):
                return PublicTypes.TryGetValue(MetadataNames.Of(named), out var type) ? type : null;
            default:
                return null;
        }
    }

    private MethodBase? FindMethod(IMethodSymbol symbol)
    {
        if (TypeOf(symbol.ContainingType) is not { } type) return null;
        if (symbol.MethodKind == MethodKind.Constructor) return type.GetConstructors().FirstOrDefault(c => Same(c.GetParameters(), symbol));
        return MethodsByName
            .GetOrAdd(type, t => t.GetMethods(BindingFlags.Public | BindingFlags.Instance | BindingFlags.Static | BindingFlags.DeclaredOnly).ToLookup(m => m.Name, StringComparer.Ordinal))
            [symbol.Name].FirstOrDefault(m => m.IsStatic == symbol.IsStatic && !m.IsGenericMethod && m.ReturnType == TypeOf(symbol.ReturnType) && Same(m.GetParameters(), symbol));
    }

    private bool Same(ParameterInfo[] loaded, IMethodSymbol symbol)
    {
        if (loaded.Length != symbol.Parameters.Length) return false;
        for (var i = 0; i < loaded.Length; i++)
            if (symbol.Parameters[i].RefKind != RefKind.None || TypeOf(symbol.Parameters[i].Type) != loaded[i].ParameterType) return false;
        return true;
    }
}
