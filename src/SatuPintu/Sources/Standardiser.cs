using SatuPintu.Regions;
using SatuPintu.Sources.Standardising;
using SatuPintu.Sources.Values;

namespace SatuPintu.Sources;

/// <summary>Brings a list as delivered to the data standard.</summary>
/// <remarks>
/// Each element is read once for each distinct value of its column, and elements that several columns decide (areas, addresses,
/// aid) once for each distinct combination. What cannot be read is empty in the standard table, with a finding on every row.
/// </remarks>
public static class Standardiser
{
    /// <summary>Standardises a list.</summary>
    /// <param name="plan">Which column is which element.</param>
    /// <param name="table">The list as delivered.</param>
    /// <param name="areas">The official areas.</param>
    /// <param name="today">The present day; two-digit years are not read as later than its year.</param>
    /// <param name="progress">Told of each column done.</param>
    /// <param name="cancellation">Stops the work between columns.</param>
    public static StandardTable Standardise(ColumnPlan plan, TextTable table, AreaCatalog areas, DateOnly today, IProgress<StageProgress>? progress = null, CancellationToken cancellation = default)
    {
        var list = new StandardColumns(plan, table);
        Action[] steps =
        [
            () => list.Map(Elements.RecordId, text => new StandardValue(text.Trim() is var id && id.Length == text.Length ? text : id)),
            () => IdentityStandards.AddNik(list),
            () => IdentityStandards.AddFamilyCard(list),
            () => NameStandards.Add(list, Elements.FullName),
            () => NameStandards.Add(list, Elements.HeadName),
            () => list.Map(Elements.PlaceOfBirth, text => new StandardValue(TextStandards.Capitals(text))),
            () => DateStandards.AddDays(list, Elements.DateOfBirth, today),
            () => DateStandards.AddDays(list, Elements.LastUpdate, today),
            () => DateStandards.AddMonths(list, Elements.AidPeriod, today),
            () => AddressStandards.Add(list),
            () => AreaStandards.Add(list, new AreaResolver(areas)),
            () => list.Map(Elements.Decile, text => NumberStandards.Decile(text, SourceCodes.Of(plan.Source, Elements.Decile))),
            () => AidStandards.Add(list),
            .. DataStandard.Load().Elements.Where(e => e.Type is ElementType.Code or ElementType.Boolean or ElementType.Integer or ElementType.Decimal && e.Id != Elements.Decile).Select(e => (Action)(() => AddByType(list, e))),
        ];
        for (var i = 0; i < steps.Length; i++)
        {
            cancellation.ThrowIfCancellationRequested();
            progress?.Report(new StageProgress("standardise", plan.Source.Id, i, steps.Length));
            steps[i]();
        }
        progress?.Report(new StageProgress("standardise", plan.Source.Id, steps.Length, steps.Length));
        return list.Build();
    }

    /// <summary>Reads an element as the data standard types it.</summary>
    private static void AddByType(StandardColumns list, DataElement element)
    {
        var codes = SourceCodes.Of(list.Source, element.Id);
        Func<string, StandardValue> read = element.Type switch
        {
            ElementType.Boolean when KindsOf.TryGetValue(element.Id, out var kinds) => text => NumberStandards.Boolean(text, codes, CodeLists.Find(kinds)),
            ElementType.Boolean => text => NumberStandards.Boolean(text, codes, null),
            ElementType.Code when CodeLists.Find(element.Id) is { } known => text => Coded(text, codes, known),
            ElementType.Code => text => new StandardValue(TextStandards.Capitals(text)),
            ElementType.Integer => NumberStandards.Whole,
            _ when element.Id is Elements.Latitude or Elements.Longitude => NumberStandards.Decimal,
            _ => NumberStandards.Number,
        };
        list.Map(element.Id, read);
    }

    private static StandardValue Coded(string text, IReadOnlyDictionary<string, string> codes, CodeList known) =>
        known.TryRead(text, codes, out var standard) ? new StandardValue(standard) : StandardValue.Unreadable(text, StandardRules.CodeUnknown);

    /// <summary>For yes/no elements that lists also answer by naming a kind, the code list of the kinds.</summary>
    private static readonly Dictionary<string, string> KindsOf = new(StringComparer.Ordinal)
    {
        [Elements.DrinkingWater] = "drinking_water_source",
        [Elements.Sanitation] = "toilet",
    };
}
