using System;
using System.Collections.Generic;
using System.Linq;
using System.Runtime.CompilerServices;
using System.Threading;
using Microsoft.CodeAnalysis;

namespace Bivouac.Replay;

/// <summary>Interprets the bound operations of one definition and makes its calls on the real builder.</summary>
internal sealed partial class Interpreter(ReplaySession session, CancellationToken cancellation)
{
    private const int Fuel = 200_000;
    private const int MaximalDepth = 64;

    private readonly LiveCdBuilder _builder = new();
    private readonly List<PlacedFinding> _findings = [];
    private int _refusals;
    private readonly HashSet<PlacedFinding> _known = [];
    private readonly SortedSet<string> _keys = new(StringComparer.Ordinal);
    private readonly ElementLog _log = new();
    private int _fuel = Fuel;
    private int _depth;
    private bool _isIncomplete;

    /// <summary>Replays the method from its start to its end.</summary>
    public ReplayResult Run(DefinitionTarget target, IMethodSymbol define, List<PlacedFinding> findings)
    {
        foreach (var finding in findings) Report(finding);
        try
        {
            CallSource(define, [_builder], null);
        }
        catch (Refusal refusal)
        {
            Report(refusal);
        }

        var model = _isIncomplete ? null : _builder.Build(target.ProfileName);
        if (model is not null)
            foreach (var text in model.Texts())
                foreach (var part in text.Value.Parts)
                    if (part.Key is not null) _keys.Add(part.Key);
        return new(
            target,
            model,
            new(_findings),
            model is null ? default : new(_builder.Recorder.Origins.Select((o, i) => new ElementPlace(o.Path, _log[i] ?? target.DefinitionPlace))),
            new(_keys));
    }

    /// <summary>Notes why an expression was refused; the model is no longer what run time would give.</summary>
    private void Report(Refusal refusal)
    {
        _refusals++;
        _isIncomplete = true;
        if (refusal.Finding is { } finding) Report(finding);
    }

    private void Report(PlacedFinding finding)
    {
        if (_known.Add(finding)) _findings.Add(finding);
    }

    /// <summary>Makes sure that the replay ends, however the definition is written.</summary>
    private void Burn(IOperation operation, int amount = 1)
    {
        cancellation.ThrowIfCancellationRequested();
        _fuel -= amount;
        if (_fuel < 0) throw Fatal(operation, "the definition makes too many steps to be replayed", "write fewer or smaller loops");
        try
        {
            RuntimeHelpers.EnsureSufficientExecutionStack();
        }
        catch (InsufficientExecutionStackException)
        {
            throw Fatal(operation, "the expression is nested too deeply to be replayed", "split it into statements");
        }
    }

    private static Refusal Fatal(IOperation operation, string fact, string advice) =>
        new(new(DefinitionRules.NotEvaluable, Place.Of(operation.Syntax), new([fact, advice])), isFatal: true);

    /// <summary>Refuses an expression, unless the C# compiler has something to say about it itself.</summary>
    private Refusal Refuse(IOperation operation, string fact, string advice) => Refuse(operation, operation.Syntax, fact, advice);

    private Refusal Refuse(IOperation operation, SyntaxNode at, string fact, string advice) =>
        HasCompilerError(at) ? Silent(operation) : new(new(DefinitionRules.NotEvaluable, Place.Of(at), new([fact, advice])));

    /// <summary>Ends an expression that somebody else reports.</summary>
    private static Refusal Silent(IOperation operation)
    {
        _ = operation;
        return new(null);
    }

    private bool HasCompilerError(SyntaxNode node) =>
        session.Model(node.SyntaxTree).GetDiagnostics(node.Span, cancellation).Any(d => d.Severity == DiagnosticSeverity.Error);

    /// <summary>Evaluates; a refusal is noted, so that what stands beside it is looked at as well.</summary>
    private object? TryEvaluate(IOperation operation, Scope scope, ref bool failed)
    {
        try
        {
            return Evaluate(operation, scope);
        }
        catch (Refusal refusal) when (!refusal.IsFatal)
        {
            Report(refusal);
            failed = true;
            return Unavailable.Value;
        }
    }
}
