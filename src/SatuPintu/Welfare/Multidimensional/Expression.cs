namespace SatuPintu.Welfare.Multidimensional;

/// <summary>An expression cannot be understood.</summary>
/// <param name="key">The key of the text that says why.</param>
/// <param name="at">The place in the expression, from 1.</param>
/// <param name="word">The word that stands there.</param>
internal sealed class ExpressionException(string key, int at, string word) : Exception($"{key} at {at}: {word}")
{
    /// <summary>The key of the text that says why.</summary>
    public string Key => key;

    /// <summary>The place in the expression, from 1.</summary>
    public int At => at;

    /// <summary>The word that stands there.</summary>
    public string Word => word;
}

/// <summary>What an expression is read against: the columns of a table.</summary>
internal interface IExpressionColumns
{
    /// <summary>The numbers of a column, NaN where missing.</summary>
    double[] Numbers(string column);

    /// <summary>For each row 1 where a column holds a text, 0 where it holds another, NaN where it is missing.</summary>
    double[] Equals(string column, string text);
}

/// <summary>A part of an expression. Its value in a row is a number; a condition is 1 or 0; NaN says that a value is missing.</summary>
/// <param name="At">Its place in the expression, from 1.</param>
internal abstract record Node(int At)
{
    /// <summary>Whether it is a condition, which is true or false.</summary>
    public virtual bool IsCondition => false;

    /// <summary>The columns that must be read, and whether as text.</summary>
    public abstract IEnumerable<(string Name, bool AsText)> Columns { get; }

    /// <summary>Makes what gives the value of each row.</summary>
    public abstract Func<int, double> Bind(IExpressionColumns columns);
}

internal sealed record NumberNode(int At, double Value) : Node(At)
{
    public override IEnumerable<(string Name, bool AsText)> Columns => [];

    public override Func<int, double> Bind(IExpressionColumns columns) => _ => Value;
}

/// <summary>A text; it stands only beside a column that is compared with it.</summary>
internal sealed record TextNode(int At, string Text) : Node(At)
{
    public override IEnumerable<(string Name, bool AsText)> Columns => [];

    public override Func<int, double> Bind(IExpressionColumns columns) => throw new InvalidOperationException("A text alone has no value.");
}

internal sealed record ColumnNode(int At, string Name) : Node(At)
{
    public override IEnumerable<(string Name, bool AsText)> Columns => [(Name, false)];

    public override Func<int, double> Bind(IExpressionColumns columns)
    {
        var numbers = columns.Numbers(Name);
        return row => numbers[row];
    }
}

internal sealed record TextComparison(int At, string Column, string Text, bool IsEqual) : Node(At)
{
    public override bool IsCondition => true;

    public override IEnumerable<(string Name, bool AsText)> Columns => [(Column, true)];

    public override Func<int, double> Bind(IExpressionColumns columns)
    {
        var equal = columns.Equals(Column, Text);
        return IsEqual ? row => equal[row] : row => 1 - equal[row];
    }
}

internal sealed record NotNode(int At, Node Of) : Node(At)
{
    public override bool IsCondition => true;

    public override IEnumerable<(string Name, bool AsText)> Columns => Of.Columns;

    public override Func<int, double> Bind(IExpressionColumns columns)
    {
        var of = Of.Bind(columns);
        return row => 1 - of(row);
    }
}

internal sealed record BinaryNode(int At, string Sign, Node Left, Node Right) : Node(At)
{
    public override bool IsCondition => Sign is not ("+" or "-" or "*" or "/");

    public override IEnumerable<(string Name, bool AsText)> Columns => Left.Columns.Concat(Right.Columns);

    public override Func<int, double> Bind(IExpressionColumns columns)
    {
        var (left, right) = (Left.Bind(columns), Right.Bind(columns));
        return Sign switch
        {
            "+" => row => left(row) + right(row),
            "-" => row => left(row) - right(row),
            "*" => row => left(row) * right(row),
            "/" => row => right(row) is var by && by == 0 ? double.NaN : left(row) / by,
            "<" => row => Compare(left(row), right(row), static (a, b) => a < b),
            "<=" => row => Compare(left(row), right(row), static (a, b) => a <= b),
            ">" => row => Compare(left(row), right(row), static (a, b) => a > b),
            ">=" => row => Compare(left(row), right(row), static (a, b) => a >= b),
            "==" => row => Compare(left(row), right(row), static (a, b) => a == b),
            "!=" => row => Compare(left(row), right(row), static (a, b) => a != b),
            // What is false whatever the missing part says is false, and what is true is true.
            "and" => row => left(row) is var a && a == 0 ? 0 : right(row) is var b && b == 0 ? 0 : a * b,
            _ => row => left(row) is var a && a == 1 ? 1 : right(row) is var b && b == 1 ? 1 : a + b,
        };
    }

    private static double Compare(double a, double b, Func<double, double, bool> holds) => double.IsNaN(a) || double.IsNaN(b) ? double.NaN : holds(a, b) ? 1 : 0;
}
