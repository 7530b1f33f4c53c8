using System.Globalization;

namespace SatuPintu.Storage;

/// <summary>Rows that go to the database together, as one array a column: thousands of rows in one statement.</summary>
/// <typeparam name="T">A row.</typeparam>
/// <example><code>
/// var batch = new RowBatch&lt;Pair&gt;().With("a", "int", p => p.A).With("b", "text", p => p.B);
/// await session.Run($"insert into pair select a, b from {batch.Rows}", cancellation, batch.Of(pairs));
/// </code></example>
internal sealed class RowBatch<T>
{
    private readonly List<(string Name, string Type, Func<IReadOnlyList<T>, object> Values)> columns = [];

    /// <summary>The rows as they stand in a <c>from</c>, called <c>m</c>; the columns are <c>$1</c>, <c>$2</c> …</summary>
    public string Rows => $"unnest({string.Join(", ", columns.Select((c, i) => string.Create(CultureInfo.InvariantCulture, $"${i + 1}::{c.Type}[]")))}) as m ({Names})";

    /// <summary>The names of the columns, with commas.</summary>
    public string Names => string.Join(", ", columns.Select(c => c.Name));

    /// <summary>All columns as an update sets them.</summary>
    public string Assigned => string.Join(", ", columns.Select(c => $"{c.Name} = m.{c.Name}"));

    /// <summary>A parameter after those of the columns; the first is 1.</summary>
    public string Parameter(int number) => string.Create(CultureInfo.InvariantCulture, $"${columns.Count + number}");

    /// <summary>Adds a column.</summary>
    /// <param name="name">Its name.</param>
    /// <param name="type">Its type in SQL.</param>
    /// <param name="value">A row's value.</param>
    public RowBatch<T> With<TValue>(string name, string type, Func<T, TValue> value)
    {
        columns.Add((name, type, rows =>
        {
            var values = new TValue[rows.Count];
            for (var i = 0; i < values.Length; i++) values[i] = value(rows[i]);
            return values;
        }
        ));
        return this;
    }

    /// <summary>The parameters for rows, and others after them.</summary>
    public object?[] Of(IReadOnlyList<T> rows, params ReadOnlySpan<object?> others) => [.. columns.Select(c => c.Values(rows)), .. others];
}
