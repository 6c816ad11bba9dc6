using System;
using System.Linq;
using Microsoft.CodeAnalysis;
using Microsoft.CodeAnalysis.Operations;

namespace Bivouac.Replay;

/// <summary>
/// The calls <c>TimeSpan.FromX(number)</c>: the one way to write a length of time. They are calculated here, not called: what
/// runs the compiler may know other overloads than the project, and rounds fractions otherwise.
/// </summary>
internal static class TimeSpans
{
    /// <summary>Whether the call is one of them, with nothing but the number given.</summary>
    public static bool Is(IInvocationOperation call) =>
        TicksOf(call.TargetMethod) > 0
        && call.Arguments.All(a => a.ArgumentKind == ArgumentKind.DefaultValue || a.Parameter?.Ordinal == 0)
        && call.TargetMethod.Parameters[0].Type.SpecialType is SpecialType.System_Double or SpecialType.System_Int32 or SpecialType.System_Int64;

    /// <summary>The length of time, or null when it is none.</summary>
    public static TimeSpan? Of(IMethodSymbol method, object? number)
    {
        try
        {
            switch (number)
            {
                case int or long:
                    return new TimeSpan(checked(Convert.ToInt64(number, System.Globalization.CultureInfo.InvariantCulture) * TicksOf(method)));
                case double value:
                    var ticks = value * TicksOf(method);
                    return double.IsNaN(ticks) || ticks > long.MaxValue || ticks < long.MinValue ? null : new TimeSpan((long)ticks);
                default:
                    return null;
            }
        }
        catch (OverflowException)
        {
            return null;
        }
    }

    private static long TicksOf(IMethodSymbol method) =>
        method is { IsStatic: true, Parameters.Length: > 0, ContainingType: { Name: nameof(TimeSpan), ContainingNamespace: { Name: nameof(System), ContainingNamespace.IsGlobalNamespace: true } } }
            ? method.Name switch
            {
                nameof(TimeSpan.FromSeconds) => TimeSpan.TicksPerSecond,
                nameof(TimeSpan.FromMinutes) => TimeSpan.TicksPerMinute,
                nameof(TimeSpan.FromHours) => TimeSpan.TicksPerHour,
                nameof(TimeSpan.FromDays) => TimeSpan.TicksPerDay,
                _ => 0,
            }
            : 0;
}
