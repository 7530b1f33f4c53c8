using SatuPintu.Linkage.Fields;
using SatuPintu.Linkage.Records;
using SatuPintu.Linkage.Tests.Made;

namespace SatuPintu.Linkage.Tests.Fields;

/// <summary>A column of values written out, each of its own record.</summary>
internal static class Column
{
    public static FieldColumn Of(FieldKind kind, params string[] values) =>
        FieldColumns.Make(Lists.Table([new MadeField("x", kind, values)]), 1, false, CancellationToken.None)[0];

    /// <summary>How two values are compared in a column that holds others besides them.</summary>
    public static string Level(FieldKind kind, string a, string b, params string[] others)
    {
        var column = Of(kind, [a, b, .. others]);
        var level = column.Level(column.Cells[0], column.Cells[1]);
        column.Level(column.Cells[1], column.Cells[0]).ShouldBe(level, $"{a} and {b} the other way round");
        return column.Levels[level].Name;
    }

    /// <summary>A value as it is compared.</summary>
    public static string Folded(FieldKind kind, string value)
    {
        var column = Of(kind, value);
        return System.Text.Encoding.UTF8.GetString(column.Text(column.Cells[0]));
    }
}
