using SatuPintu.Access;
using SatuPintu.Storage;

namespace SatuPintu.Dashboard.Looking;

/// <summary>Persons with one value of a variable.</summary>
/// <param name="Value">The value, as the data standard writes it.</param>
/// <param name="Men">Men and boys.</param>
/// <param name="Women">Women and girls.</param>
/// <param name="Ages">By age group, in the order of <see cref="Variables.Ages"/>, then those of whom none is known.</param>
/// <param name="All">All of them.</param>
public sealed record VariableRow(string Value, ShownCount Men, ShownCount Women, IReadOnlyList<ShownCount> Ages, ShownCount All);

/// <summary>Shows persons of an area by the values of one variable, by sex and by age group, as they were kept.</summary>
public static class ShowVariable
{
    /// <summary>Shows it.</summary>
    /// <exception cref="UserError">The actor may not, or there is no such area or variable.</exception>
    public static Task<IReadOnlyList<VariableRow>> Run(RegistryDatabase database, Actor actor, FiguresQuery query, string variable, CancellationToken cancellation = default)
    {
        var area = FigureReader.AreaFor(actor, query.Area);
        if (!Variables.Counted.Contains(variable)) throw new UserError(ExitCode.Usage, "dashboard.page_unknown");
        var hide = area.Length == 10 && !Actions.Areas(actor, "gap.list").Any(a => area.StartsWith(a, StringComparison.Ordinal));
        return database.Analyse<IReadOnlyList<VariableRow>>(actor, async session =>
        {
            var figures = await FigureReader.Read(session, query.At, [area], [FigureKinds.Variable], cancellation, variable);
            var parts = figures.Rows.Select(f => (Key: f.Key.B.Split('|'), f.Value)).ToList();
            return [.. parts.GroupBy(p => p.Key[0], StringComparer.Ordinal)
                .OrderBy(g => int.TryParse(g.Key, out var number) ? number : int.MaxValue).ThenByDescending(g => g.Sum(p => p.Value)).ThenBy(g => g.Key, StringComparer.Ordinal)
                .Select(g => new VariableRow(g.Key, Sum(g.Where(p => p.Key[1] == "L")), Sum(g.Where(p => p.Key[1] == "P")), [.. Variables.Ages.Append(Variables.UnknownAge).Select(age => Sum(g.Where(p => p.Key[2] == age)))], Sum(g)))];

            ShownCount Sum(IEnumerable<(string[] Key, long Value)> of) => of.Sum(p => p.Value) is var sum && hide ? SmallNumbers.Of(sum) : of.Sum(p => p.Value);
        }, cancellation);
    }
}
