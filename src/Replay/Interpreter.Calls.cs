using System;
using System.Collections.Generic;
using System.Collections.Immutable;
using System.Linq;
using System.Reflection;
using Microsoft.CodeAnalysis;
using Microsoft.CodeAnalysis.CSharp.Syntax;
using Microsoft.CodeAnalysis.Operations;

namespace Bivouac.Replay;

/// <content>Calls.</content>
internal sealed partial class Interpreter
{
    /// <summary>A chain of calls, from its start: a long one must not need a deep stack.</summary>
    private object? Invocation(IInvocationOperation last, Scope scope)
    {
        var chain = new Stack<IInvocationOperation>();
        chain.Push(last);
        while (chain.Peek().Instance is IInvocationOperation receiver) chain.Push(receiver);
        object? target = chain.Peek().Instance is { } start ? Evaluate(start, scope) : null;
        while (chain.Count > 0)
        {
            var call = chain.Pop();
            Burn(call);
            target = Invoke(call, target, scope);
        }

        return target;
    }

    private object? Invoke(IInvocationOperation call, object? target, Scope scope)
    {
        var method = call.TargetMethod;
        if (IsSource(method)) CheckFragment(method, call, NameOf(call));
        else if (TimeSpans.Is(call)) return Time(call, scope);
        else CheckLanguage(method, call);
        if (call.Instance is not null && target is null)
            throw Refuse(call, NameOf(call), "'" + Advice.Text(call.Instance) + "' is null here", "return the builder");

        var arguments = Arguments(call.Arguments, method, scope, out var failed);
        if (failed) return Recover(method, target, arguments, call);
        if (IsSource(method)) return CallSource(method, arguments, call);

        var first = _builder.Recorder.Origins.Count;
        try
        {
            return Call(method, target, arguments, call, (parameter, index) => PlaceOf(call.Arguments, arguments, parameter, index) ?? Place.Of(NameOf(call)));
        }
        catch (Refusal refusal) when (!refusal.IsFatal)
        {
            Report(refusal);
            return Recover(method, target, arguments, call);
        }
        finally
        {
            for (var i = first; i < _builder.Recorder.Origins.Count; i++)
            {
                if (_log.IsSet(i)) continue;
                var origin = _builder.Recorder.Origins[i];
                _log.Set(i, (origin.Parameter is null ? null : PlaceOf(call.Arguments, arguments, origin.Parameter, origin.Index)) ?? Place.Of(NameOf(call)));
            }
        }
    }

    private object Time(IInvocationOperation call, Scope scope)
    {
        var arguments = Arguments(call.Arguments, call.TargetMethod, scope, out var failed);
        if (failed) throw Silent(call);
        return TimeSpans.Of(call.TargetMethod, arguments[0]) ?? throw Refuse(call, "'" + Advice.Text(call) + "' is no length of time", "write a smaller number");
    }

    /// <summary>After a call that was refused: the chain goes on with the builder, so that the calls behind are looked at as well.</summary>
    private static object? Recover(IMethodSymbol method, object? target, object?[] arguments, IOperation operation)
    {
        if (method.ReturnsVoid) return null;
        if (IsBuilder(method.ReturnType))
            foreach (var candidate in arguments.Prepend(target))
                if (candidate?.GetType().Name == method.ReturnType.Name) return candidate;
        throw Silent(operation);
    }

    /// <summary>Evaluates arguments in the order of the source, named, optional and params ones as the compiler bound them.</summary>
    private object?[] Arguments(ImmutableArray<IArgumentOperation> operations, IMethodSymbol method, Scope scope, out bool failed)
    {
        failed = false;
        var values = new object?[method.Parameters.Length];
        foreach (var operation in operations)
        {
            if (operation.Parameter is not { } parameter) throw Silent(operation);
            if (parameter.RefKind != RefKind.None)
                throw Refuse(operation, "an argument passed by reference is not replayed", "let the method return what it makes");
            if (operation.ArgumentKind == ArgumentKind.DefaultValue) NoteKeys(parameter);
            values[parameter.Ordinal] = TryEvaluate(operation.Value, scope, ref failed);
        }

        return values;
    }

    /// <summary>Calls a member of Bivouac.</summary>
    /// <param name="method">The method, operator or constructor.</param>
    /// <param name="target">The object it is called on, or null.</param>
    /// <param name="arguments">Its arguments.</param>
    /// <param name="operation">The call.</param>
    /// <param name="placeOf">Where a parameter's value stands, or its item when the index is not negative.</param>
    private object? Call(IMethodSymbol method, object? target, object?[] arguments, IOperation operation, Func<string, int, Place> placeOf)
    {
        if (session.Members.MethodOf(method) is not { } loaded)
        {
            throw new Refusal(new(DefinitionRules.VersionMismatch, Place.Of(operation is IInvocationOperation call ? NameOf(call) : operation.Syntax), new(
                ["the analyzers know no '" + method.ToDisplayString(SymbolDisplayFormat.CSharpShortErrorMessageFormat) + "'"])));
        }

        var first = _builder.Recorder.Origins.Count;
        var said = _refusals;
        try
        {
            return loaded is ConstructorInfo constructor ? constructor.Invoke(arguments) : loaded.Invoke(target, arguments);
        }
        catch (TargetInvocationException exception) when (exception.InnerException is Refusal refusal)
        {
            throw new Refusal(refusal.Finding, refusal.IsFatal);
        }
        catch (TargetInvocationException exception) when (exception.InnerException is OperationCanceledException)
        {
            throw new OperationCanceledException(cancellation);
        }
        catch (TargetInvocationException exception) when (exception.InnerException is not null && _refusals > said)
        {
            // What was refused inside of a lambda is missing now; that has been said.
            throw Silent(operation);
        }
        catch (TargetInvocationException exception) when (exception.InnerException is { } inner)
        {
            var parameter = (inner as ArgumentException)?.ParamName ?? "";
            var last = _builder.Recorder.Origins.Count > first ? _builder.Recorder.Origins[_builder.Recorder.Origins.Count - 1] : null;
            var index = last is not null && last.Parameter == parameter ? last.Index : -1;
            var name = method.MethodKind is MethodKind.Ordinary ? method.Name : method.ContainingType.Name;
            throw new Refusal(new(DefinitionRules.Rejected, placeOf(parameter, index), new([name, BuilderMessage.Of(inner)])));
        }
    }

    /// <summary>Calls a method of the project.</summary>
    private object? CallSource(IMethodSymbol method, object?[] arguments, IOperation? site)
    {
        if (session.Body(method, cancellation) is not { } body)
            throw site is null ? new Refusal(null) : Refuse(site, "'" + method.Name + "' has no body", "write one");
        var scope = new Scope(null);
        for (var i = 0; i < arguments.Length; i++) scope.Declare(method.Parameters[i], arguments[i]);
        return Nested(() => RunBody(body, scope), site ?? body);
    }

    private object? Nested(Func<object?> run, IOperation site)
    {
        if (_depth >= MaximalDepth) throw Fatal(site, "methods call each other more than 64 deep", "end the recursion");
        _depth++;
        try
        {
            return run();
        }
        finally
        {
            _depth--;
        }
    }

    private bool IsSource(ISymbol symbol) => SymbolEqualityComparer.Default.Equals(symbol.ContainingAssembly, session.Compilation.Assembly);

    private void CheckFragment(IMethodSymbol method, IOperation operation, SyntaxNode at)
    {
        if (method.MethodKind == MethodKind.LocalFunction)
            throw Refuse(operation, at, "the local function '" + method.Name + "' is not replayed", "make it a static method of the class");
        if (!method.IsStatic || method.IsAbstract || method.IsVirtual)
            throw Refuse(operation, at, "'" + method.Name + "' is not static", "make it a static method");
        if (method.IsGenericMethod || method.ContainingType.IsGenericType)
            throw Refuse(operation, at, "'" + method.Name + "' has type parameters", "write it for one type");
        if (method.IsAsync || method.IsIterator)
            throw Refuse(operation, at, "'" + method.Name + "' does not run from its start to its end at once", "write a method that returns its result");
        if (method.IsExtern) throw Refuse(operation, at, "'" + method.Name + "' has no body", "write one");
    }

    private void CheckLanguage(IMethodSymbol method, IInvocationOperation call)
    {
        var type = method.ContainingType;
        if (type.TypeKind == TypeKind.Delegate)
            throw Refuse(call, "a call through a variable is not replayed", "call the method itself, or pass it to .Use(...)");
        if (!RuntimeMembers.IsLanguage(type))
        {
            var advice = type.ContainingAssembly?.Name.StartsWith("System", StringComparison.Ordinal) == true
                ? "write the result as a constant or an interpolated string"
                : "only the source of this project can be replayed: link the file into it";
            throw Refuse(call, "'" + type.Name + "." + method.Name + "' is not called at compile time", advice);
        }

        if (method.Name is nameof(GetHashCode) or nameof(GetType) || (type.Name == nameof(ShellText) && method.Name.StartsWith("Append", StringComparison.Ordinal)) || method.Name == nameof(LiveCdBuilder.Build))
            throw Refuse(call, NameOf(call), "'" + method.Name + "' is not a part of the definition language", "leave the call out");
    }

    /// <summary>Where the value of a parameter stands, or its item; null when the call does not write it.</summary>
    private Place? PlaceOf(ImmutableArray<IArgumentOperation> operations, object?[] values, string parameter, int index)
    {
        var operation = operations.FirstOrDefault(a => a.Parameter?.Name == parameter);
        if (operation is null || operation.ArgumentKind == ArgumentKind.DefaultValue) return null;
        if (index >= 0 && values[operation.Parameter!.Ordinal] is Array array && _items.TryGetValue(array, out var items) && index < items.Length)
            return Place.Of(items[index]);
        return operation.ArgumentKind == ArgumentKind.Explicit ? Place.Of(operation.Value.Syntax) : null;
    }

    /// <summary>The name of the called method in the source.</summary>
    private static SyntaxNode NameOf(IInvocationOperation call) => call.Syntax switch
    {
        InvocationExpressionSyntax { Expression: MemberAccessExpressionSyntax access } => access.Name,
        InvocationExpressionSyntax { Expression: MemberBindingExpressionSyntax binding } => binding.Name,
        InvocationExpressionSyntax { Expression: var expression } => expression,
        var other => other,
    };
}
