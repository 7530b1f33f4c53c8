using System.Reflection;
using System.Text.Json;
using System.Text.Json.Serialization;

namespace SatuPintu.Sources;

/// <summary>How columns are told by their cells: the words and shares in <c>Sources/column-content.json</c>.</summary>
internal sealed record ContentRules
{
    private static readonly JsonSerializerOptions Strict = new(JsonSerializerDefaults.Web)
    {
        UnmappedMemberHandling = JsonUnmappedMemberHandling.Disallow,
        RespectRequiredConstructorParameters = true,
        RespectNullableAnnotations = true,
    };

    private static readonly Lazy<ContentRules> Loaded = new(Load);

    /// <summary>The built-in rules.</summary>
    public static ContentRules Default => Loaded.Value;

    /// <summary>Share of a column's distinct values that must fit, where no other is given.</summary>
    public required double Share { get; init; }
    /// <summary>Fewest distinct values a column must have to be told by them.</summary>
    public required int FewestValues { get; init; }
    public required NikRules Nik { get; init; }
    public required DateRules Date { get; init; }
    public required SexRules Sex { get; init; }
    public required NameRules Name { get; init; }
    public required AddressRules Address { get; init; }
    public required VillageRules Village { get; init; }
    /// <summary>Words in a heading that say that the column is on another person.</summary>
    public required IReadOnlyList<string> OthersWords { get; init; }
    /// <summary>Words in a heading that say that its dates are no births.</summary>
    public required IReadOnlyList<string> OtherDatesWords { get; init; }

    /// <summary>NIK hold women's days of birth, 40 more; family cards hold days of issue, never more than 31.</summary>
    internal sealed record NikRules(double LeastWomen, double MostWomenInFamilyCards, int FewestFamilyCards);

    /// <summary>Dates of birth reach far back and span generations; no other dates of a list do.</summary>
    internal sealed record DateRules(double Share, int BornBefore, int YearsSpanned);

    /// <summary>Words for the sexes; how often codes 1 and 2 must agree with the sex in the NIK, on how many rows.</summary>
    internal sealed record SexRules(IReadOnlyList<string> Male, IReadOnlyList<string> Female, double CodeAgreement, int CodeRows);

    /// <summary>Share that looks like names, share with a common name in it, most words, and by how much the likeliest column must lead.</summary>
    internal sealed record NameRules(double Share, double CommonShare, int MostWords, double Lead, IReadOnlyList<string> Common);

    /// <summary>Share that starts with one of the words addresses start with.</summary>
    internal sealed record AddressRules(double Share, IReadOnlyList<string> Starts);

    /// <summary>Share that are names of villages, rows each must have on average, and the share of district names that makes it doubtful.</summary>
    internal sealed record VillageRules(double Share, int RowsPerName, double DistrictShare);

    private static ContentRules Load()
    {
        using var stream = Assembly.GetExecutingAssembly().GetManifestResourceStream("Sources/column-content.json")!;
        return JsonSerializer.Deserialize<ContentRules>(stream, Strict)!;
    }
}
