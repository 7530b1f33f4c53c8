using SatuPintu.Regions;

namespace SatuPintu.Sources;

/// <summary>Recognises columns by what stands in their cells, where the headings said nothing. Doubt leaves a column unrecognised.</summary>
internal static class ContentMatcher
{
    private const int Sample = 2000;

    private static readonly Lazy<(HashSet<string> Villages, HashSet<string> Districts)> AreaNames = new(() =>
    {
        var districts = AreaCatalog.Official.Districts;
        return (districts.SelectMany(d => AreaCatalog.Official.VillagesOf(d.Code)).Select(v => HeadingText.Normalise(v.Name)).ToHashSet(StringComparer.Ordinal),
            districts.Select(d => HeadingText.Normalise(d.Name)).ToHashSet(StringComparer.Ordinal));
    });

    /// <summary>Fills in what the cells tell of the columns not yet recognised.</summary>
    public static void Match(SourceDefinition source, TextTable table, RecognisedColumn[] columns)
    {
        var rules = ContentRules.Default;
        var ignored = source.Ignore.Select(HeadingText.Normalise).ToHashSet(StringComparer.Ordinal);
        var open = Enumerable.Range(0, columns.Length)
            .Where(i => columns[i].Element is null && !ignored.Contains(HeadingText.Normalise(columns[i].Heading)))
            .Select(i => (Index: i, Cells: Cells(table.Columns[i]), Words: columns[i].Heading.ToLowerInvariant().Replace('_', ' ')))
            .Where(c => c.Cells.Length > 0).ToList();
        // Where several columns fit equally well, none is taken.
        void Take(string element, IEnumerable<int> fitting)
        {
            var fits = fitting.ToList();
            if (fits.Count != 1 || columns[fits[0]].Element is not null || columns.Any(c => c.Element == element)) return;
            columns[fits[0]] = columns[fits[0]] with { Element = element, How = Recognition.Content };
        }

        var own = open.Where(c => !rules.OthersWords.Any(w => c.Words.Contains(w, StringComparison.Ordinal))).ToList();
        Take(Elements.Nik, own.Where(c => IsNikColumn(c.Cells, rules)).Select(c => c.Index));
        Take(Elements.FamilyCard, open.Where(c => IsFamilyCardColumn(c.Cells, rules)).Select(c => c.Index));
        Take(Elements.DateOfBirth, own.Where(c => !rules.OtherDatesWords.Any(w => c.Words.Contains(w, StringComparison.Ordinal)) && IsBirthColumn(c.Cells, rules)).Select(c => c.Index));
        var nik = Array.FindIndex(columns, c => c.Element == Elements.Nik);
        Take(Elements.Sex, own.Where(c => IsSexColumn(c.Cells, rules) || nik >= 0 && AgreesWithNik(table.Columns[c.Index], table.Columns[nik], rules)).Select(c => c.Index));
        Take(Elements.Rt, open.Where(c => Share(c.Cells, CellShapes.IsRtRw) >= rules.Share && c.Cells.Length >= rules.FewestValues).Select(c => c.Index));
        Take(Elements.Decile, open.Where(c => Share(c.Cells, CellShapes.IsDecile) >= rules.Share).Select(c => c.Index));
        Take(Elements.FullAddress, own.Where(c => IsAddressColumn(c.Cells, rules)).Select(c => c.Index));
        if (columns.All(c => c.Element != Elements.VillageName && c.Element != Elements.VillageCode))
            Take(Elements.VillageName, open.Where(c => IsVillageColumn(table.Columns[c.Index], c.Cells, rules)).Select(c => c.Index));
        Take(Elements.FullName, Likeliest(own.Where(c => columns[c.Index].Element is null && IsNameColumn(c.Cells, rules)).Select(c => c.Index).ToList(), table, rules));
    }

    private static ReadOnlyMemory<string> Cells(TextColumn column) =>
        column.Values[1..Math.Min(column.Values.Length, Sample + 1)].ToArray();

    private static double Share(ReadOnlyMemory<string> cells, Func<string, bool> fits)
    {
        var count = 0;
        foreach (var cell in cells.Span)
            if (fits(cell)) count++;
        return cells.IsEmpty ? 0 : (double)count / cells.Length;
    }

    private static (double Valid, double Women) NikShares(ReadOnlyMemory<string> cells)
    {
        int valid = 0, women = 0;
        foreach (var cell in cells.Span)
        {
            if (!CellShapes.IsNik(cell, out var nik)) continue;
            valid++;
            if (nik.Sex == 'P') women++;
        }
        return ((double)valid / cells.Length, valid == 0 ? 0 : (double)women / valid);
    }

    private static bool IsNikColumn(ReadOnlyMemory<string> cells, ContentRules rules)
    {
        var (valid, women) = NikShares(cells);
        return cells.Length >= rules.FewestValues && valid >= rules.Share && women >= rules.Nik.LeastWomen;
    }

    private static bool IsFamilyCardColumn(ReadOnlyMemory<string> cells, ContentRules rules)
    {
        var (valid, women) = NikShares(cells);
        return cells.Length >= rules.Nik.FewestFamilyCards && valid >= rules.Share && women <= rules.Nik.MostWomenInFamilyCards;
    }

    private static bool IsBirthColumn(ReadOnlyMemory<string> cells, ContentRules rules)
    {
        var years = new List<int>();
        foreach (var cell in cells.Span)
            if (CellShapes.YearOfDate(cell) is { } year) years.Add(year);
        return years.Count >= rules.FewestValues && years.Count >= rules.Date.Share * cells.Length
            && years.Min() < rules.Date.BornBefore && years.Max() - years.Min() >= rules.Date.YearsSpanned;
    }

    private static bool IsSexColumn(ReadOnlyMemory<string> cells, ContentRules rules)
    {
        bool male = false, female = false;
        foreach (var cell in cells.Span)
        {
            var word = HeadingText.Normalise(cell);
            var isMale = rules.Sex.Male.Contains(word, StringComparer.Ordinal);
            if (!isMale && !rules.Sex.Female.Contains(word, StringComparer.Ordinal)) return false;
            male |= isMale;
            female |= !isMale;
        }
        return male && female;
    }

    /// <summary>Codes 1 and 2 may be anything; that they follow the sex in the NIK makes them the sex.</summary>
    private static bool AgreesWithNik(TextColumn column, TextColumn nikColumn, ContentRules rules)
    {
        if (column.Values.Length != 3 || column.Values[1] is not ("1" or "2") || column.Values[2] is not ("1" or "2")) return false;
        var sexes = new char[nikColumn.Values.Length];
        for (var i = 1; i < sexes.Length; i++)
            if (CellShapes.IsNik(nikColumn.Values[i], out var nik)) sexes[i] = nik.Sex;
        int rows = 0, agree = 0;
        for (var row = 0; row < column.Count; row++)
        {
            var sex = sexes[nikColumn.Codes[row]];
            if (sex == 0 || column.Codes[row] == 0) continue;
            rows++;
            if ((column[row] == "2") == (sex == 'P')) agree++;
        }
        return rows >= rules.Sex.CodeRows && agree >= rules.Sex.CodeAgreement * rows;
    }

    private static bool IsAddressColumn(ReadOnlyMemory<string> cells, ContentRules rules) =>
        cells.Length >= rules.FewestValues && Share(cells, cell =>
        {
            var end = cell.AsSpan().TrimStart().IndexOfAny(" .,");
            return end > 0 && rules.Address.Starts.Contains(cell.AsSpan().TrimStart()[..end].ToString().ToLowerInvariant(), StringComparer.Ordinal);
        }) >= rules.Address.Share;

    private static bool IsVillageColumn(TextColumn column, ReadOnlyMemory<string> cells, ContentRules rules)
    {
        if (cells.Length < rules.FewestValues || (column.Values.Length - 1L) * rules.Village.RowsPerName > column.Count) return false;
        if (Share(cells, c => CellShapes.IsNameLike(c, rules.Name.MostWords)) < rules.Village.Share) return false;
        var (villages, districts) = AreaNames.Value;
        return Share(cells, c => villages.Contains(HeadingText.Normalise(c))) >= rules.Village.Share
            && Share(cells, c => districts.Contains(HeadingText.Normalise(c))) < rules.Village.DistrictShare;
    }

    private static bool IsNameColumn(ReadOnlyMemory<string> cells, ContentRules rules) =>
        cells.Length >= rules.FewestValues
        && Share(cells, c => CellShapes.IsNameLike(c, rules.Name.MostWords)) >= rules.Name.Share
        && Share(cells, c => c.ToLowerInvariant().Split([' ', '.', ','], StringSplitOptions.RemoveEmptyEntries).Any(w => rules.Name.Common.Contains(w, StringComparer.Ordinal))) >= rules.Name.CommonShare;

    /// <summary>Of two columns of names the person's own is the one with clearly more different names; heads of family repeat.</summary>
    private static List<int> Likeliest(List<int> fitting, TextTable table, ContentRules rules)
    {
        if (fitting.Count < 2) return fitting;
        var ranked = fitting.OrderByDescending(i => table.Columns[i].Values.Length).ToList();
        return table.Columns[ranked[0]].Values.Length >= rules.Name.Lead * table.Columns[ranked[1]].Values.Length ? [ranked[0]] : [];
    }
}
