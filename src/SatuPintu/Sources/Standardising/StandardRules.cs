using SatuPintu.Regions;
using SatuPintu.Sources.Values;

namespace SatuPintu.Sources.Standardising;

/// <summary>Ids of the rules that standardisation itself finds broken; their texts stand in <c>check-rules.json</c>.</summary>
internal static class StandardRules
{
    public const string DateUnreadable = "date_unreadable";
    public const string DateImpossible = "date_impossible";
    public const string DatePlaceholder = "date_placeholder";
    public const string DateTwoDigitYear = "date_two_digit_year";
    public const string DateSerial = "date_serial";
    public const string DateSwapped = "date_swapped";
    public const string DatePartial = "date_partial";
    public const string CodeUnknown = "code_unknown";
    public const string NumberUnreadable = "number_unreadable";
    public const string AreaUnknown = "area_unknown";
    public const string AreaAmbiguous = "area_ambiguous";
    public const string AreaMisspelt = "area_misspelt";
    public const string AreaAlias = "area_alias";
    public const string AreaCodeNameDiffer = "area_code_name_differ";
    public const string AreaOutsideParent = "area_outside_parent";

    /// <summary>Every id above.</summary>
    public static readonly string[] All =
    [
        DateUnreadable, DateImpossible, DatePlaceholder, DateTwoDigitYear, DateSerial, DateSwapped, DatePartial, CodeUnknown, NumberUnreadable,
        AreaUnknown, AreaAmbiguous, AreaMisspelt, AreaAlias, AreaCodeNameDiffer, AreaOutsideParent,
    ];

    /// <summary>The rule a date breaks; null when it is in order or missing.</summary>
    public static string? Of(DateFault fault) => fault switch
    {
        DateFault.None or DateFault.Missing => null,
        DateFault.Impossible => DateImpossible,
        DateFault.Placeholder => DatePlaceholder,
        DateFault.TwoDigitYear => DateTwoDigitYear,
        DateFault.MonthOnly or DateFault.YearOnly => DatePartial,
        DateFault.Serial => DateSerial,
        DateFault.Swapped => DateSwapped,
        _ => DateUnreadable,
    };

    /// <summary>The rule of an issue with an area.</summary>
    public static string Of(AreaIssueKind kind) => kind switch
    {
        AreaIssueKind.Ambiguous => AreaAmbiguous,
        AreaIssueKind.Misspelt => AreaMisspelt,
        AreaIssueKind.Alias => AreaAlias,
        AreaIssueKind.CodeNameDiffer => AreaCodeNameDiffer,
        AreaIssueKind.OutsideParent => AreaOutsideParent,
        _ => AreaUnknown,
    };
}
