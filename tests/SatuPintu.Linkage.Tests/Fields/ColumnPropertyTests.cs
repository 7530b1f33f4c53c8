using FsCheck;
using FsCheck.Fluent;
using SatuPintu.Linkage.Records;

namespace SatuPintu.Linkage.Tests.Fields;

public sealed class ColumnPropertyTests
{
    // Few letters make many near misses.
    private static readonly string[] Words = ["AN", "ANI", "ANA", "ANTON", "ANTOM", "NATON", "SITI", "ST", "MUHAMMAD", "MOHAMAD", "MUHAMAD", "A", "M", "JALAN", "JALN", "MELATI", "MELATTI", "12", "21", "BOB", "ROBERT"];
    private static readonly string[] Signs = ["1", "2", "3", "0", "-", "/", ".", "MEI", " "];

    public static TheoryData<FieldKind> Kinds => [.. Enum.GetValues<FieldKind>()];

    [Theory]
    [MemberData(nameof(Kinds))]
    public void Comparison_does_not_depend_on_which_value_comes_first(FieldKind kind)
    {
        Check.One(Config.QuickThrowOnFailure.WithMaxTest(400), Prop.ForAll(Values(kind).ToArbitrary(), values =>
        {
            var column = Column.Of(kind, values);
            for (var i = 0; i < column.Cells.Length; i++)
            {
                for (var j = 0; j < i; j++)
                {
                    int a = column.Cells[i], b = column.Cells[j];
                    if (column.Level(a, b) != column.Level(b, a))
                        throw new InvalidOperationException($"“{values[i]}” and “{values[j]}”: {column.Levels[column.Level(a, b)].Name}; the other way {column.Levels[column.Level(b, a)].Name}");
                }
            }
        }));
    }

    [Theory]
    [MemberData(nameof(Kinds))]
    public void Levels_do_not_depend_on_the_order_of_the_records(FieldKind kind)
    {
        Check.One(Config.QuickThrowOnFailure.WithMaxTest(100), Prop.ForAll(Values(kind).ToArbitrary(), values =>
        {
            var column = Column.Of(kind, values);
            var turned = Column.Of(kind, [.. values.Reverse()]);
            var last = values.Length - 1;
            for (var i = 0; i < values.Length; i++)
                for (var j = 0; j < i; j++)
                    if (column.Level(column.Cells[i], column.Cells[j]) != turned.Level(turned.Cells[last - i], turned.Cells[last - j]))
                        throw new InvalidOperationException($"“{values[i]}” and “{values[j]}” in {string.Join('|', values)}");
        }));
    }

    [Theory]
    [MemberData(nameof(Kinds))]
    public void A_level_is_one_of_the_column_and_equal_values_are_equal(FieldKind kind)
    {
        Check.One(Config.QuickThrowOnFailure.WithMaxTest(100), Prop.ForAll(Values(kind).ToArbitrary(), values =>
        {
            var column = Column.Of(kind, values);
            foreach (var a in column.Cells)
            {
                foreach (var b in column.Cells)
                {
                    var level = column.Level(a, b);
                    level.ShouldBeInRange(0, column.Levels.Length - 1);
                    (level == 0).ShouldBe(a == 0 || b == 0);
                    column.IsEqual(level).ShouldBe(a == b && a != 0);
                }
            }
        }));
    }

    [Theory]
    [MemberData(nameof(Kinds))]
    public void Start_values_are_probabilities(FieldKind kind)
    {
        var levels = Column.Of(kind, "1990-01-02").Levels;
        var m = levels.Where(l => l.Equal).Select(l => l.M).Distinct().ShouldHaveSingleItem() + levels.Where(l => !l.Equal).Sum(l => l.M);
        m.ShouldBe(1, 0.05);
        foreach (var level in levels.Skip(1)) level.M.ShouldBeInRange(0.001, 1);
        levels.Select(l => l.Name).ShouldBeUnique();
    }

    private static Gen<string[]> Values(FieldKind kind)
    {
        var value = kind switch
        {
            FieldKind.Nik => Gen.Choose(0, 5).SelectMany(n => Gen.Elements("3273014501900001", "3273010501900001", "3273014501900002", "3273024501900001", "3273014501910001", "327301450190000"), (_, text) => text),
            FieldKind.Date => Gen.Choose(0, 9).SelectMany(length => Gen.Elements(Signs).ArrayOf(length)).Select(string.Concat),
            FieldKind.Number => Gen.Choose(-30, 300).Select(n => (n / 10.0).ToString(System.Globalization.CultureInfo.InvariantCulture)),
            FieldKind.Identifier => Gen.Choose(0, 9).SelectMany(length => Gen.Elements("1", "2", "A", "@", ".").ArrayOf(length)).Select(string.Concat),
            _ => Gen.Choose(0, 4).SelectMany(length => Gen.Elements(Words).ArrayOf(length)).Select(words => string.Join(' ', words)),
        };
        return Gen.Choose(2, 14).SelectMany(count => value.ArrayOf(count));
    }
}
