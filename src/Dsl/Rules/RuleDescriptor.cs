namespace Bivouac.Rules;

/// <summary>What is fixed about a rule.</summary>
/// <param name="Id"><c>BIV</c> and four digits.</param>
/// <param name="Title">What is wrong, in a few words.</param>
/// <param name="MessageFormat">The fact, then what to do, with the places <c>{0}</c>, <c>{1}</c> ... for a finding's arguments.</param>
/// <param name="Category">The part of the definition it is about.</param>
/// <param name="Severity">The severity when nothing else is configured.</param>
public sealed record RuleDescriptor(string Id, string Title, string MessageFormat, string Category, Severity Severity)
{
    /// <summary>Where the rule is explained.</summary>
    public string HelpLink => "https://github.com/bivouac-linux/bivouac/blob/main/docs/rules/" + Id + ".md";

    /// <summary>The category as the compiler knows it.</summary>
    internal string CompilerCategory => "Bivouac." + Category;
}
