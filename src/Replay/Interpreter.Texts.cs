using System;
using System.Globalization;
using System.Linq;
using System.Text;
using Bivouac.Rules.Fixes;
using Bivouac.Versioning;
using Microsoft.CodeAnalysis;
using Microsoft.CodeAnalysis.CSharp.Syntax;
using Microsoft.CodeAnalysis.Operations;

namespace Bivouac.Replay;

/// <content>Strings.</content>
internal sealed partial class Interpreter
{
    /// <summary>An interpolated string that becomes a ShellText: entries of VERSIONS stay symbolic in it.</summary>
    private ShellText Symbolic(IInterpolatedStringHandlerCreationOperation operation, Scope scope)
    {
        if (operation.Type is null || session.Members.TypeOf(operation.Type) != typeof(ShellText))
            throw Refuse(operation, "the interpolated string is not text", "pass it to a parameter of type string or ShellText");
        var text = new ShellText(0, 0);
        Append(operation.Content, text, scope);
        return text;
    }

    private void Append(IOperation content, ShellText text, Scope scope)
    {
        switch (content)
        {
            case IInterpolatedStringAdditionOperation addition:
                Append(addition.Left, text, scope);
                Append(addition.Right, text, scope);
                break;
            case IInterpolatedStringOperation parts:
                foreach (var part in parts.Parts)
                {
                    if (part is not IInterpolatedStringAppendOperation { AppendCall: IInvocationOperation call }) throw Silent(part);
                    var arguments = new object?[call.TargetMethod.Parameters.Length];
                    foreach (var argument in call.Arguments) arguments[argument.Parameter!.Ordinal] = Evaluate(argument.Value, scope);
                    Call(call.TargetMethod, text, arguments, call, (_, _) => Place.Of(part.Syntax));
                }

                break;
            default:
                throw Silent(content);
        }
    }

    /// <summary>An interpolated string that stays a string.</summary>
    private string Plain(IInterpolatedStringOperation operation, Scope scope)
    {
        var text = new StringBuilder();
        foreach (var part in operation.Parts)
        {
            switch (part)
            {
                case IInterpolatedStringTextOperation literal:
                    text.Append(Evaluate(literal.Text, scope));
                    break;
                case IInterpolationOperation { Alignment: null, FormatString: null } hole:
                    text.Append(Format(Evaluate(hole.Expression, scope), hole.Expression));
                    break;
                case IInterpolationOperation hole:
                    throw Refuse(hole, "'" + Advice.Text(hole) + "' is formatted, which depends on the machine's culture", "write the text as it shall be");
                default:
                    throw Silent(part);
            }
        }

        Burn(operation, text.Length / 64);
        return text.ToString();
    }

    /// <summary>A value as C# puts it into a string, as long as that is the same on every machine.</summary>
    private string Format(object? value, IOperation operation)
    {
        switch (value)
        {
            case null: return "";
            case string text: return text;
            case PinnedVersion version:
                Flattened(version.Key, operation);
                break;
            case ShellText { IsSymbolic: true } symbolic:
                foreach (var part in symbolic.Parts.Where(p => p.Key is not null)) Flattened(part.Key!, operation);
                break;
            case char or bool: return System.Convert.ToString(value, CultureInfo.InvariantCulture);
            case byte or short or int or long when System.Convert.ToInt64(value, CultureInfo.InvariantCulture) >= 0:
                return System.Convert.ToString(value, CultureInfo.InvariantCulture);
        }

        if (value.GetType() is { IsEnum: true } or { Namespace: nameof(Bivouac) } && value.GetType().Assembly == RuntimeMembers.Bivouac && HasText(value.GetType()))
            return value.ToString();
        throw Refuse(operation, "'" + Advice.Text(operation) + "' has no text that is the same on every machine", "write the text itself");
    }

    private static bool HasText(Type type) => type.IsEnum || type.GetMethod(nameof(ToString), Type.EmptyTypes)?.DeclaringType == type;

    private void Flattened(string key, IOperation operation)
    {
        _keys.Add(key);
        Report(new PlacedFinding(VersionsRules.Flattened, Place.Of(operation.Syntax), new([key, VersionKey.MemberName(key)]))
        {
            Fixes = operation.Syntax is MemberAccessExpressionSyntax ? new([Fix.ReplaceText(VersionsClass.ValuesName + "." + VersionKey.MemberName(key))]) : default,
        });
    }
}
