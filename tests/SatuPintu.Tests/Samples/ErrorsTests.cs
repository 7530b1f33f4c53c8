using SatuPintu.Regions;
using SatuPintu.Samples;

namespace SatuPintu.Tests.Samples;

public class ErrorsTests
{
    private const string Right = "3672014505900012", Card = "3672011203150004", Other = "3672011203880001";
    private static readonly System.Text.Json.JsonElement Noise = SampleData.Read("noise.json"), NameFile = SampleData.Read("names.json");

    [Theory]
    [InlineData("missing", "^$")]
    [InlineData("filler", @"^(\d{16}|-|0|TIDAK ADA)$")]
    [InlineData("short", @"^\d{15}$")]
    [InlineData("zero_end", "^3672014505900010$")]
    [InlineData("scientific", @"^3[,.]67201E\+15$")]
    [InlineData("apostrophe", "^'3672014505900012$")]
    [InlineData("spaced", @"^3672[ ]?01[. ]?45[ ]?0590[. ]?0012 ?$")]
    [InlineData("family_card", "^3672011203150004$")]
    [InlineData("of_other", "^3672011203880001$")]
    public void A_number_errs_as_its_kind_says(string kind, string pattern)
    {
        for (var seed = 0UL; seed < 200; seed++)
        {
            var written = NikErrors.Write(new Chance(seed), kind, Right, Card, Other);
            written.ShouldMatch(pattern);
            written.ShouldNotBe(Right);
        }
    }

    [Fact]
    public void One_wrong_digit_is_one_and_two_swapped_are_neighbours()
    {
        for (var seed = 0UL; seed < 500; seed++)
        {
            var wrong = NikErrors.Write(new Chance(seed), "digit_wrong", Right);
            wrong.Zip(Right).Count(d => d.First != d.Second).ShouldBe(1);
            var swapped = NikErrors.Write(new Chance(seed), "digits_swapped", Right);
            var at = Enumerable.Range(0, 16).Where(i => swapped[i] != Right[i]).ToArray();
            at.Length.ShouldBe(2);
            at[1].ShouldBe(at[0] + 1);
            swapped.Order().ShouldBe(Right.Order());
        }
    }

    [Fact]
    public void Every_kind_strikes_at_its_rate()
    {
        const int Cells = 400_000;
        var noise = new NoiseModel(Noise, "dtks", 1);
        var chance = new Chance(3);
        foreach (var errors in (NoiseModel.Errors[])[noise.Nik, noise.Date, noise.FamilyCard, noise.VillageCode, noise.Relation, noise.Sex])
        {
            var counts = new Dictionary<string, int>(StringComparer.Ordinal);
            for (var i = 0; i < Cells; i++)
                if (errors.One(chance) is { } kind) counts[kind] = counts.GetValueOrDefault(kind) + 1;
            foreach (var kind in errors.Kinds) Within(counts.GetValueOrDefault(kind), errors.Rate(kind), Cells, kind);
        }
        var struck = new int[noise.Name.Kinds.Count];
        for (var i = 0; i < Cells; i++)
            for (var k = noise.Name.Next(chance, 0); k >= 0; k = noise.Name.Next(chance, k + 1)) struck[k]++;
        for (var k = 0; k < struck.Length; k++) Within(struck[k], noise.Name.Rate(noise.Name.Kinds[k]), Cells, noise.Name.Kinds[k]);

        // Five standard deviations: a sound generator is outside once in millions of runs, and this one always runs alike.
        static void Within(int count, double rate, int cells, string kind) =>
            ((double)count).ShouldBe(rate * cells, 5 * Math.Sqrt(cells * rate * (1 - rate)) + 1, kind);
    }

    [Fact]
    public void Each_list_has_its_own_rates_and_noise_multiplies_them()
    {
        new NoiseModel(Noise, "p3ke", 1).Nik.Rate("missing").ShouldBe(1.8 * new NoiseModel(Noise, "dtks", 1).Nik.Rate("missing"), 1e-12);
        new NoiseModel(Noise, "pkh", 2).Nik.Rate("missing").ShouldBe(2 * new NoiseModel(Noise, "pkh", 1).Nik.Rate("missing"), 1e-12);
        new NoiseModel(Noise, "dtks", 0).Nik.One(new Chance(1)).ShouldBeNull();
        var loud = new NoiseModel(Noise, "p3ke", 20);
        var chance = new Chance(1);
        Enumerable.Range(0, 10_000).Count(_ => loud.Nik.One(chance) is null).ShouldBeInRange(700, 1_400);
    }

    [Theory]
    [InlineData("insert", 1)]
    [InlineData("delete", -1)]
    [InlineData("substitute", 0)]
    [InlineData("transpose", 0)]
    public void A_slip_is_one_letter(string kind, int longer)
    {
        var changed = 0;
        for (var seed = 0UL; seed < 300; seed++)
        {
            var name = Erring(kind, "FATIMAH ZAHRA", seed);
            name.Length.ShouldBe(13 + longer);
            if (name != "FATIMAH ZAHRA") changed++;
        }
        changed.ShouldBeGreaterThan(290);
    }

    [Theory]
    [InlineData("abbreviation", "MUHAMMAD RIZKY", @"^(MUH\.?|M\.|MOH\.|MHD|MOCH\.) RIZKY$")]
    [InlineData("initial", "MUHAMMAD RIZKY", @"^MUHAMMAD R\.?$")]
    [InlineData("title_before", "MUHAMMAD RIZKY", @"^[A-Z.]+ MUHAMMAD RIZKY$")]
    [InlineData("degree_after", "MUHAMMAD RIZKY", @"^MUHAMMAD RIZKY,? [A-Z.]+$")]
    [InlineData("bin", "MUHAMMAD RIZKY", @"^MUHAMMAD RIZKY (BIN|B\.) .+$")]
    [InlineData("dropped_word", "MUHAMMAD RIZKY", "^(MUHAMMAD|RIZKY)$")]
    [InlineData("added_word", "MUHAMMAD RIZKY", "^MUHAMMAD RIZKY SANTOSO$")]
    [InlineData("glued", "MUHAMMAD RIZKY", "^MUHAMMADRIZKY$")]
    [InlineData("split", "SUPARMAN", "^SUP ?A ?RMAN$")]
    [InlineData("reordered", "MUHAMMAD RIZKY", "^RIZKY MUHAMMAD$")]
    [InlineData("nickname", "SUPARMAN", "^(PARMAN|MAN)$")]
    [InlineData("other_name", "MUHAMMAD RIZKY", "^JOKO SANTOSO$")]
    [InlineData("missing", "MUHAMMAD RIZKY", "^$")]
    [InlineData("old_spelling", "YUSUF", "^(YOESUF|YUSOEF|JUSUF)$")]
    public void A_name_errs_as_its_kind_says(string kind, string name, string pattern)
    {
        for (var seed = 0UL; seed < 60; seed++) Erring(kind, name, seed).ShouldMatch(pattern);
    }

    [Fact]
    public void Every_kind_of_error_in_the_file_is_one_the_program_knows()
    {
        var kinds = Noise.GetProperty("errors");
        foreach (var kind in kinds.GetProperty("name").EnumerateObject())
            for (var seed = 0UL; seed < 20; seed++) Erring(kind.Name, "SITI AMINAH", seed).ShouldNotBeNull();
        foreach (var kind in kinds.GetProperty("nik").EnumerateObject().Concat(kinds.GetProperty("family_card").EnumerateObject()))
            NikErrors.Write(new Chance(1), kind.Name, Right, Card, Other).ShouldNotBeNull();
        foreach (var kind in kinds.GetProperty("date").EnumerateObject())
            DateErrors.Write(new Chance(1), Only("date", kind.Name), new DateOnly(1990, 5, 7), DateErrors.P3ke).ShouldNotBeNull();
        Should.Throw<InvalidDataException>(() => NikErrors.Write(new Chance(1), "melted", Right));
    }

    [Theory]
    [InlineData("day_month_swapped", "^(05/07|5/7)/1990$")]
    [InlineData("first_of_january", "^(01/01|1/1)/1990$")]
    [InlineData("year_off", @"^(07/05|7/5)/(1989|1991|1980|2000)$")]
    [InlineData("impossible", @"^\d\d/\d\d/1990$")]
    [InlineData("two_digit_year", @"^07/05/90$")]
    [InlineData("serial", "^33000$")]
    [InlineData("with_time", "^1990-05-07 00:00:00$")]
    [InlineData("missing", "^$")]
    public void A_date_errs_as_its_kind_says(string kind, string pattern)
    {
        var noise = Only("date", kind);
        var struck = 0;
        for (var seed = 0UL; seed < 40; seed++)
        {
            if (noise.Date.One(new Chance(seed)) is null) continue;
            struck++;
            DateErrors.Write(new Chance(seed), noise, new DateOnly(1990, 5, 7), ["dd/MM/yyyy", "d/M/yyyy"]).ShouldMatch(pattern);
        }
        struck.ShouldBeGreaterThan(20);
    }

    [Fact]
    public void Months_are_Indonesian() => DateErrors.Format(new DateOnly(1988, 8, 3), "d MMMM yyyy").ShouldBe("3 Agustus 1988");

    [Fact]
    public void Addresses_take_many_forms_and_keep_what_they_say()
    {
        var village = AreaCatalog.Official.Find("3672011001")!;
        var clean = new NoiseModel(Noise, "dtks", 0);
        var forms = Enumerable.Range(0, 500).Select(s => AddressForms.Write(new Chance((ulong)s), clean, new Home(village, "KUBANG LOR", false, 12, 3, 7))).ToHashSet();
        forms.Count.ShouldBeGreaterThan(30);
        forms.ShouldAllBe(f => f.Contains("KUBANG LOR") && f.Contains("12") && f.Contains('3') && f.Contains('7'));
    }

    private static NoiseModel Only(string group, string kind)
    {
        var errors = System.Text.Json.Nodes.JsonNode.Parse(Noise.GetRawText())!;
        foreach (var other in errors["errors"]![group]!.AsObject().ToList()) errors["errors"]![group]![other.Key] = other.Key == kind ? 1.0 : 0.0;
        return new NoiseModel(System.Text.Json.JsonDocument.Parse(errors.ToJsonString()).RootElement, "dtks", 1);
    }

    private static string Erring(string kind, string name, ulong seed)
    {
        var village = AreaCatalog.Official.Find("3672011001")!;
        var family = new Family { Home = new Home(village, "KUBANG", false, 0, 1, 1) };
        var person = new Person { Family = family, Role = Role.Head, Male = true, Born = new DateOnly(1980, 1, 2), Birthplace = AreaCatalog.Official.Find("3672")!, Name = name };
        family.Members.Add(person);
        var errors = new NameErrors(NameFile, (_, _) => "JOKO SANTOSO");
        var only = Only("name", kind);
        // A rate is held below certainty, so that a stream is looked for in which the error strikes.
        for (var stream = 0UL; ; stream++)
        {
            var chance = new Chance(seed, stream);
            var probe = new Chance(seed, stream);
            if (only.Name.Next(probe, 0) >= 0) return errors.Write(chance, only.Name, person);
        }
    }
}
