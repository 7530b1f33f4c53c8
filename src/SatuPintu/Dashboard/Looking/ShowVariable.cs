using SatuPintu.Access;
using SatuPintu.Storage;

namespace SatuPintu.Dashboard.Looking;

/// <summary>Persons with one value of a variable.</summary>
/// <param name="Value">The value, as the data standard writes it.</param>
/// <param name="Men">Men and boys.</param>
/// <param name="Women">Women and girls.</param>
/// <param name="Ages">By age group, in the order of <see cref="Variables.Ages"/>, then those of whom none is known.</param>
/// <param name="All">All of them.</param>
public sealed record VariableRow(string Value, ShownCount Men, ShownCount Women, IReadOnlyList<ShownCount> Ages, ShownCount All)
{
    /// <summary>The row with nothing in it from which a hidden number would follow: where one part of a sum is hidden, another is too.</summary>
    internal VariableRow WithoutTell()
    {
        var sexes = Parts([Men, Women]);
        return this with { Men = sexes[0], Women = sexes[1], Ages = Parts(Ages) };

        static IReadOnlyList<ShownCount> Parts(IReadOnlyList<ShownCount> parts)
        {
            if (parts.Count(p => p.Value is null) != 1) return parts;
            var other = parts.Index().Where(p => p.Item.Value > 0).OrderBy(p => p.Item.Value).Select(p => p.Index).FirstOrDefault(-1);
            return [.. parts.Select((p, i) => i == other ? new ShownCount(null) : p)];
        }
    }
}

/// <summary>Shows persons of an area by the values of one variable, by sex and by age group, as they were kept.</summary>
public static class ShowVariable
{
    /// <summary>The variables of which something is known in an area.</summary>
    /// <exception cref="UserError">The actor may not, or there is no such area.</exception>
    public static Task<IReadOnlySet<string>> Known(RegistryDatabase database, Actor actor, FiguresQuery query, CancellationToken cancellation = default)
    {
        var area = FigureReader.AreaFor(actor, query.Area);
        return database.Analyse<IReadOnlySet<string>>(actor, async session => (await FigureReader.Read(session, query.At, [area], [FigureKinds.Variable], cancellation)).Rows.Select(f => f.Key.A).ToHashSet(StringComparer.Ordinal), cancellation);
    }

    /// <summary>Shows it.</summary>
    /// <exception cref="UserError">The actor may not, or there is no such area or variable.</exception>
    public static Task<IReadOnlyList<VariableRow>> Run(RegistryDatabase database, Actor actor, FiguresQuery query, string variable, CancellationToken cancellation = default)
    {
        var area = FigureReader.AreaFor(actor, query.Area);
        if (!Variables.Counted.Contains(variable)) throw new UserError(ExitCode.Usage, "dashboard.page_unknown");
        var hide = area.Length == 10 && (Variables.IsOfHealth(variable) || !Actions.Areas(actor, "gap.list").Any(a => area.StartsWith(a, StringComparison.Ordinal)));
        return database.Analyse<IReadOnlyList<VariableRow>>(actor, async session =>
        {
            var figures = await FigureReader.Read(session, query.At, hide ? SmallNumbers.Around(area) : [area], [FigureKinds.Variable], cancellation, variable);
            var parts = figures.Rows.Select(f => (f.Area, Key: f.Key.B.Split('|'), f.Value)).ToList();
            return [.. parts.Where(p => p.Area == area).GroupBy(p => p.Key[0], StringComparer.Ordinal)
                .OrderBy(g => int.TryParse(g.Key, out var number) ? number : int.MaxValue).ThenByDescending(g => g.Sum(p => p.Value)).ThenBy(g => g.Key, StringComparer.Ordinal)
                .Select(g => Row(g.Key))];

            VariableRow Row(string value)
            {
                var ages = Variables.Ages.Append(Variables.UnknownAge).Select(age => Sum(value, k => k[2] == age)).ToArray();
                return new VariableRow(value, Sum(value, k => k[1] == "L"), Sum(value, k => k[1] == "P"), ages, Sum(value, _ => true)).WithoutTell();
            }

            ShownCount Sum(string value, Func<string[], bool> of)
            {
                var counts = parts.Where(p => p.Key[0] == value && of(p.Key)).GroupBy(p => p.Area, StringComparer.Ordinal).ToDictionary(p => p.Key, p => p.Sum(c => c.Value), StringComparer.Ordinal);
                return hide ? SmallNumbers.Of(area, code => counts.GetValueOrDefault(code)) : counts.GetValueOrDefault(area);
            }
        }, cancellation);
    }
}
