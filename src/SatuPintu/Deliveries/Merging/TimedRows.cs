using System.Globalization;

namespace SatuPintu.Deliveries.Merging;

/// <summary>SQL with its parameters.</summary>
/// <param name="Sql">The SQL.</param>
/// <param name="With">Its parameters.</param>
internal sealed record Statement(string Sql, params object[] With);

/// <summary>The SQL that brings a table of what was so when up to date with staged rows, for one kind of fact.</summary>
/// <remarks>
/// What differs from a later day on ends the time before with that day; what differs from the same day or an earlier one corrects it. What was believed before
/// goes into the table of the past by a trigger, so nothing is lost either way.
/// </remarks>
/// <param name="Table">The table in schema <c>registry</c>.</param>
/// <param name="Keys">What tells several facts of one person apart.</param>
/// <param name="Values">What the fact says.</param>
/// <param name="EndsUnlisted">Whether the fact ends when no list speaks of the person any more.</param>
internal sealed record TimedRows(string Table, IReadOnlyList<string> Keys, IReadOnlyList<string> Values, bool EndsUnlisted)
{
    /// <summary>The table in which the rows of persons who are known already wait.</summary>
    public string Staged => "merge_" + Table;

    /// <summary>What rows of the table, called <c>n</c>, come from lists, as a condition; others are left alone.</summary>
    public string FromLists { get; init; } = "true";

    private string All => List([.. Keys, .. Values]);

    /// <summary>The SQL that puts down what is so of persons who were not known before.</summary>
    /// <param name="rows">The rows, as a <c>from</c> has them.</param>
    /// <param name="change">The parameter with the change that they are part of.</param>
    public string Begin(string rows, string change) => $"""
        insert into registry.{Table} (person_id, valid, recorded_from, {All}, because) select person_id, daterange(since, null), transaction_timestamp(), {All}, {change} from {rows}
        """;

    /// <summary>The statements for persons who are known already, in order, with their parameters.</summary>
    /// <param name="change">The change that they are part of.</param>
    /// <param name="day">The day of the delivered list, on which ends what it no longer says.</param>
    public IEnumerable<Statement> Statements(Guid change, DateOnly day)
    {
        var diff = $"{Staged}_diff";
        // What had ended and is so again, as where officers join who was parted, begins no sooner than it ended.
        var ended = $"case when began is null then (select max(upper(b.valid)) from registry.{Table} b where b.person_id = d.person_id{string.Concat(Keys.Select(k => $" and b.{k} = d.{k}"))} and not upper_inf(b.valid)) end";
        yield return new(string.Create(CultureInfo.InvariantCulture, $"""
            create temp table {diff} on commit drop as
            with scope as (
                select person_id from merge_living {(EndsUnlisted ? "union all select person_id from merge_gone_person where not was_joined" : "")}
            ), now as (
                select n.* from scope s join registry.{Table} n on n.person_id = s.person_id and upper_inf(n.valid) and {FromLists}
            )
            select coalesce(n.person_id, t.person_id) as person_id, {List(Keys.Select(k => $"coalesce(n.{k}, t.{k}) as {k}"), comma: true)}
                lower(n.valid) as began, t.person_id is not null as stays, coalesce(t.since, date '{day:yyyy-MM-dd}') as since, {List(Values.Select(v => $"n.{v} as old_{v}, t.{v}"))}
            from now n full join {Staged} t on n.person_id = t.person_id{string.Concat(Keys.Select(k => $" and n.{k} = t.{k}"))}
            where n.person_id is null or t.person_id is null or ({List(Values.Select(v => "n." + v))}) is distinct from ({List(Values.Select(v => "t." + v))})
            """));
        yield return new($"delete from registry.{Table} n using {diff} d where n.person_id = d.person_id{string.Concat(Keys.Select(k => $" and n.{k} = d.{k}"))} and upper_inf(n.valid)");
        yield return new($"""
            insert into registry.{Table} (person_id, valid, recorded_from, {All}, because)
                select person_id, daterange(began, since), transaction_timestamp(), {List(Keys, comma: true)} {List(Values.Select(v => "old_" + v))}, $1 from {diff} where began is not null and since > began
                union all
                select person_id, daterange(greatest(since, began, {ended}), null), transaction_timestamp(), {List(Keys, comma: true)} {List(Values)}, $1 from {diff} d where stays
            """, change);
        yield return new($"delete from registry.{Table} n using merge_gone_person g where g.was_joined and n.person_id = g.person_id");
    }

    private static string List(IEnumerable<string> parts, bool comma = false) => string.Concat(parts.Select((p, i) => i == 0 || comma ? p + (comma ? "," : "") : "," + p));
}
