using SatuPintu.Regions;
using SatuPintu.Sources;
using SatuPintu.Sources.Checks;
using SatuPintu.Sources.Standardising;
using SatuPintu.Tests.Builders;

namespace SatuPintu.Tests.Sources;

public sealed class StandardiserTests
{
    private static readonly DateOnly Today = new(2025, 6, 17);

    private static StandardTable Standardise(TextTable table, string source = "unknown") => Standardise(table, SourceCatalog.BuiltIn.Find(source));

    private static StandardTable Standardise(TextTable table, SourceDefinition source) =>
        Standardiser.Standardise(ColumnRecogniser.Recognise(source, table), table, AreaCatalog.Official, Today);

    /// <summary>A list of one row, of these cells behind a name.</summary>
    private static StandardTable One(params (string Heading, string Value)[] cells) => Made([("nama lengkap", "ANI"), .. cells]);

    private static StandardTable Made(params (string Heading, string Value)[] cells) =>
        Standardise(new TableBuilder([.. cells.Select(c => c.Heading)]).Row([.. cells.Select(c => c.Value)]).Build());

    private static string[] Rules(StandardTable table, int row = 0) => [.. table.Findings.Where(f => f.Row == row).Select(f => $"{f.Element}:{f.Rule}")];

    [Fact]
    public void A_row_of_every_kind_of_column_comes_out_in_standard_form()
    {
        var table = Standardise(new TableBuilder("ID_P3KE", "NIK", "Nama", "JK", "Tgl Lahir", "Kabupaten/Kota", "Kecamatan", "Desa/Kelurahan", "Alamat", "Nama Kepala Keluarga",
                "Hubungan", "Desil Kesejahteraan", "Memiliki Simpanan", "Penerima BPNT", "Penerima PKH", "Jenis Atap")
            .Row("P1", "'3672016505900001", "Hj. Siti Aminah, S.Pd", "2", "25/05/1990", "KOTA CILEGON", "GROGOL", "GRTGOL", "Jln. KH Wasyid No. 20 RT 3/RW 1", "AHMAD", "Istri", "Desil 1", "Tidak", "Ya", "Ya", "Seng")
            .Build(), "p3ke");
        Value(Elements.RecordId).ShouldBe("P1");
        Value(Elements.Nik).ShouldBe("3672016505900001");
        Value(Elements.FullName).ShouldBe("SITI AMINAH");
        Value(Elements.HeadName).ShouldBe("AHMAD");
        Value(Elements.Sex).ShouldBe("P");
        Value(Elements.DateOfBirth).ShouldBe("1990-05-25");
        Value(Elements.Street).ShouldBe("JL KH WASYID");
        Value(Elements.HouseNumber).ShouldBe("20");
        Value(Elements.Rt).ShouldBe("003");
        Value(Elements.Rw).ShouldBe("001");
        Value(Elements.VillageCode).ShouldBe("3672061002");
        Value(Elements.VillageName).ShouldBe("Grogol");
        Value(Elements.DistrictCode).ShouldBe("367206");
        Value(Elements.DistrictName).ShouldBe("Gerogol");
        Value(Elements.RegencyCode).ShouldBe("3672");
        Value(Elements.RegencyName).ShouldBe("Kota Cilegon");
        Value(Elements.ProvinceName).ShouldBe("Banten");
        Value(Elements.Decile).ShouldBe("1");
        Value(Elements.Savings).ShouldBe("false");
        Value(Elements.ActiveAid).ShouldBe("BPNT|PKH");
        Value(Elements.Relation).ShouldBe("Istri");
        Value(Elements.Roof).ShouldBe("Seng");
        Rules(table).ShouldBe(["district_name:area_alias", "village_name:area_misspelt"]);
        table.Names(Elements.FullName)![0].Titles.ShouldNotBeEmpty();
        table.Names(Elements.PlaceOfBirth).ShouldBeNull();

        string Value(string element) => table.Value(0, element);
    }

    [Fact]
    public void Every_value_in_standard_form_is_one_the_data_standard_accepts()
    {
        var table = One(("nik", "3672 0165 0590 0001"), ("no_kk", "3672.0105.0590.0001"), ("tgl_lahir", "1 Mei 1990"), ("jk", "P"), ("rt", "1"), ("rw", "2"), ("kode_kelurahan", "36.72.06.1002"),
            ("desil", "Desil 10"), ("akses_air_minum_layak", "Ya"), ("luas_lantai", "36,5 m2"), ("jumlah_anggota_rumah_tangga", "5 orang"), ("penghasilan", "Rp 750.000"), ("lat", "-6,017"), ("lon", "106.0340"),
            ("tanggal_update_terakhir", "2025-05-29"), ("periode", "Desember 2024"), ("nominal", "750000"));
        table.ElementIds.Count.ShouldBeGreaterThan(20);
        foreach (var element in table.ElementIds)
            DataStandard.Load().Find(element)!.Accepts(table.Value(0, element)).ShouldBeTrue($"{element}: '{table.Value(0, element)}'");
        table.Value(0, Elements.Longitude).ShouldBe("106.034");
        table.Value(0, Elements.AidPeriod).ShouldBe("2024-12");
        table.Findings.ShouldBeEmpty();
    }

    [Theory]
    [InlineData("99-99-1990", "date_impossible")]
    [InlineData("31-02-1990", "date_impossible")]
    [InlineData("kemarin", "date_unreadable")]
    [InlineData("1990", "date_partial")]
    [InlineData("-", null)]
    [InlineData("25-05-90", "date_two_digit_year")]
    [InlineData("33018", "date_serial")]
    public void A_date_that_is_not_in_order_is_told(string date, string? rule) =>
        Rules(One(("tgl_lahir", date))).ShouldBe(rule is null ? [] : ["date_of_birth:" + rule]);

    [Theory]
    [InlineData("akses_air_minum_layak", "mungkin", "safe_drinking_water:code_unknown")]
    [InlineData("jk", "Q", "sex:code_unknown")]
    [InlineData("penghasilan", "banyak", "household_income:number_unreadable")]
    [InlineData("penghasilan", "750000,5", "household_income:number_unreadable")]
    [InlineData("jumlah anggota keluarga", "3,5", "household_members:number_unreadable")]
    [InlineData("desil", "rendah", "decile:number_unreadable")]
    [InlineData("desil", "1-4", "decile:number_unreadable")]
    [InlineData("penerima_pkh", "kadang", "penerima_pkh:code_unknown")]
    [InlineData("jenis_atap", "pualam", "roof:code_unknown")]
    [InlineData("kode_kelurahan", "9999999999", "village_code:area_unknown")]
    public void What_cannot_be_read_is_empty_and_told(string heading, string value, string finding)
    {
        var table = One((heading, value));
        Rules(table).ShouldBe([finding]);
        table.Findings[0].Value.ShouldBe(value);
        var element = finding.Split(':')[0];
        table.Value(0, element).ShouldBe("");
    }

    [Theory]
    [InlineData("penghasilan")]
    [InlineData("akses_air_minum_layak")]
    [InlineData("jk")]
    [InlineData("nama")]
    [InlineData("alamat")]
    [InlineData("kelurahan")]
    public void What_stands_in_for_a_value_is_missing_and_no_fault(string heading)
    {
        foreach (var nothing in new[] { "-", "  ", "N/A", "...", "tidak diketahui" })
        {
            var table = Made(("nik", "3672016505900001"), (heading, nothing), ("tempat_lahir", "CILEGON"));
            table.Findings.ShouldBeEmpty(nothing);
        }
    }

    [Theory]
    [InlineData("3672016505900001", "3672016505900001", "")]
    [InlineData("367201650590001", "", "367201650590001")]
    [InlineData("3672016505900000", "", "3672016505900000")]
    [InlineData("9999999999999999", "", "")]
    [InlineData("3,67201E+15", "", "")]
    [InlineData("3672019905900001", "", "")]
    public void Only_whole_nik_are_nik_and_fifteen_digits_are_kept_as_evidence(string raw, string nik, string damaged)
    {
        var table = One(("nik", raw));
        table.Value(0, Elements.Nik).ShouldBe(nik);
        table.Value(0, Elements.NikDamaged).ShouldBe(damaged);
    }

    [Theory]
    [InlineData("7", "", "007", "006")]
    [InlineData("7", "12", "007", "012")]
    [InlineData("0", "-", "005", "006")]
    public void Rt_and_rw_of_their_own_go_before_those_of_the_address(string rt, string rw, string expectedRt, string expectedRw)
    {
        var table = One(("alamat", "Jl. Merdeka No. 10 RT 005 RW 006"), ("rt", rt), ("rw", rw));
        table.Value(0, Elements.Rt).ShouldBe(expectedRt);
        table.Value(0, Elements.Rw).ShouldBe(expectedRw);
    }

    [Fact]
    public void Rt_and_rw_in_one_column_are_parted()
    {
        var table = One(("alamat", "Jl. Merdeka RT 9 RW 9"), ("rt/rw", "RT 3 / 01"));
        (table.Value(0, Elements.Rt), table.Value(0, Elements.Rw)).ShouldBe(("003", "001"));
        table.RawColumns[Elements.Rw].ShouldBe(2);
    }

    [Fact]
    public void An_address_in_parts_is_put_together()
    {
        var table = One(("dusun", "Kp. Weri"), ("rt", "5"), ("rw", "8"));
        table.Value(0, Elements.FullAddress).ShouldBe("KP WERI RT 005 RW 008");
        table.Value(0, Elements.Street).ShouldBe("KP WERI");
    }

    [Fact]
    public void A_list_of_villages_and_districts_alone_gets_its_regency_from_their_names()
    {
        var table = Standardise(new TableBuilder("NO", "NIK", "NAMA PENERIMA", "KELURAHAN", "KECAMATAN")
            .Row("1", "", "ANI", "BANJAR NEGARA", "CIWANDAN").Row("2", "", "BUDI", "MASIGIT", "JOMBANG").Row("3", "", "CICI", "MEKARSARI", "PULOMERAK").Build(), "pkh");
        table.Value(2, Elements.VillageCode).ShouldBe("3672031003");
        table.Value(0, Elements.RegencyName).ShouldBe("Kota Cilegon");
        table.Findings.ShouldBeEmpty();
        table.RawColumns[Elements.VillageCode].ShouldBe(3);
        table.RawColumns[Elements.DistrictCode].ShouldBe(4);
    }

    [Fact]
    public void Codes_that_stand_in_columns_of_names_are_read_as_codes()
    {
        var table = One(("kecamatan", "36.72.06"), ("kelurahan", "3672061002"), ("provinsi", "36"));
        table.Value(0, Elements.VillageName).ShouldBe("Grogol");
        table.Findings.ShouldBeEmpty();
    }

    [Fact]
    public void Codes_given_level_by_level_are_put_together()
    {
        One(("kode provinsi", "36"), ("kode kab", "72"), ("kode kec", "06"), ("kode desa", "1002")).Value(0, Elements.VillageName).ShouldBe("Grogol");
        One(("provinsi", "BANTEN"), ("kode kab", "72"), ("desa", "GEREM")).Value(0, Elements.VillageCode).ShouldBe("3672061004");
    }

    [Fact]
    public void Code_and_name_that_differ_are_told_on_the_name()
    {
        var table = One(("kode_kelurahan", "3672061002"), ("nama_kelurahan", "Tamansari"));
        table.Value(0, Elements.VillageName).ShouldBe("Grogol");
        Rules(table).ShouldBe(["village_name:area_code_name_differ"]);
    }

    [Theory]
    [InlineData("akses_air_minum_layak", "Sumur bor", Elements.DrinkingWater, "true")]
    [InlineData("akses_air_minum_layak", "Sumur tak terlindung", Elements.DrinkingWater, "false")]
    [InlineData("akses_sanitasi_layak", "Tidak ada", Elements.Sanitation, "false")]
    [InlineData("desil", "12", Elements.Decile, "12")]
    [InlineData("desil", "Desil 1 (sangat miskin)", Elements.Decile, "1")]
    [InlineData("hubungan", "1. Kepala Keluarga", Elements.Relation, "Kepala Keluarga")]
    [InlineData("luas lantai", "36,50", Elements.FloorArea, "36.5")]
    [InlineData("no rumah", "No. 12 A", Elements.HouseNumber, "12A")]
    public void Answers_in_other_words_are_understood(string heading, string value, string element, string standard)
    {
        var table = One((heading, value));
        table.Value(0, element).ShouldBe(standard);
        table.Findings.ShouldBeEmpty();
    }

    [Fact]
    public void Codings_of_the_source_go_before_the_common_ones()
    {
        var source = SourceCatalog.BuiltIn.Find("unknown");
        source = source with
        {
            Columns = new Dictionary<string, ColumnDefinition>(source.Columns)
            {
                [Elements.Sex] = source.Columns[Elements.Sex] with { Codes = new Dictionary<string, string> { ["1"] = "P", ["0"] = "L" } },
                [Elements.Savings] = source.Columns[Elements.Savings] with { Codes = new Dictionary<string, string> { ["2"] = "false", ["a"] = "true" } },
            },
        };
        var table = Standardise(new TableBuilder("nama", "jk", "savings").Row("ANI", "1", "2").Row("BUDI", "0", "A").Build(), source);
        table[Elements.Sex]!.Values.ToArray().ShouldBe(["", "P", "L"]);
        table[Elements.Savings]!.Values.ToArray().ShouldBe(["", "false", "true"]);
    }

    [Fact]
    public void Aid_is_gathered_from_the_column_that_names_it_and_from_yes_no_columns()
    {
        var table = Standardise(new TableBuilder("nama", "bansos", "penerima_pkh", "penerima_bpnt")
            .Row("ANI", "pkh, Kartu  Lansia", "Ya", "Tidak").Row("BUDI", "TIDAK", "0", "").Row("CICI", "", "", "1").Build());
        table[Elements.ActiveAid]![0].ShouldBe("KARTU LANSIA|PKH");
        table[Elements.ActiveAid]![1].ShouldBe("");
        table[Elements.ActiveAid]![2].ShouldBe("BPNT");
        table.Findings.ShouldBeEmpty();
    }

    [Fact]
    public void A_place_before_the_date_of_birth_fills_the_place_of_birth()
    {
        var table = One(("tgl_lahir", "Cilegon, 12-05-1990"));
        table.Value(0, Elements.PlaceOfBirth).ShouldBe("CILEGON");
        table.Value(0, Elements.DateOfBirth).ShouldBe("1990-05-12");
        table.RawColumns.ContainsKey(Elements.PlaceOfBirth).ShouldBeFalse();
    }

    [Fact]
    public void Every_rule_of_standardisation_is_in_the_catalogue()
    {
        var known = CheckRules.Load().All.Select(r => r.Id).ToList();
        StandardRules.All.ShouldBeSubsetOf(known);
    }

    [Fact]
    public void Equal_texts_share_a_number_in_every_column()
    {
        var table = Standardise(new TableBuilder("nama", "nik", "alamat", "rt", "kelurahan")
            .Row("Hj. ANI", "'3672016505900001", "Jl. Merdeka", "1", "Gerem").Row("ani", "3672016505900001", "JALAN MERDEKA", "001", "GEREM").Row("", "", "", "", "").Build());
        foreach (var element in table.ElementIds)
        {
            var column = table[element]!;
            column.Values.ToArray().ShouldBeUnique();
            column.Codes[0].ShouldBe(column.Codes[1], element);
            column.Values[0].ShouldBe("");
        }
    }

    [Fact]
    public void An_empty_list_comes_out_empty()
    {
        var table = Standardise(new TableBuilder("nama", "nik", "alamat", "kelurahan", "bansos").Build());
        table.RowCount.ShouldBe(0);
        table.Findings.ShouldBeEmpty();
    }

    [Fact]
    public void The_rows_of_columns_together_are_told_apart_by_all_of_them()
    {
        var columns = new[] { Column(1, 1, 0, 1), Column(2, 2, 2, 0), Column(0, 3, 0, 0) };
        var tuples = RowTuples.Of(4, columns);
        tuples.TupleOf.ShouldBe([0, 1, 2, 3]);
        var two = RowTuples.Of(4, columns[..2]);
        two.TupleOf.ShouldBe([0, 0, 1, 2]);
        two.FirstRow.ShouldBe([0, 2, 3]);
        two.Rows.ShouldBe([2, 1, 1]);

        static TextColumn Column(params int[] codes) => new("c", codes, ["", "a", "b", "c"]);
    }

    [Fact]
    public void Anything_in_any_column_is_answered()
    {
        var random = new Random(11);
        var source = SourceCatalog.BuiltIn.Find("unknown");
        var headings = source.Columns.Select(c => c.Value.Headings[0]).Concat(source.Flags.Select(f => f.Headings[0])).ToArray();
        const string Signs = "aAeErRtTwW0123456789 ./-,:;'\"|()\t\n\u00e9\u0000\ud83d\ude00";
        var builder = new TableBuilder(headings);
        for (var row = 0; row < 200; row++) builder.Row([.. headings.Select(_ => new string([.. Enumerable.Range(0, random.Next(0, 30)).Select(_ => Signs[random.Next(Signs.Length)])]))]);
        var table = Standardise(builder.Build(), source);
        table.ElementIds.Count.ShouldBeGreaterThan(30);
        foreach (var element in table.ElementIds)
            for (var row = 0; row < table.RowCount; row++)
                if (table.Value(row, element) is { Length: > 0 } value && DataStandard.Load().Find(element)!.Type is not (ElementType.Text or ElementType.Code))
                    DataStandard.Load().Find(element)!.Accepts(value).ShouldBeTrue($"{element}: {value}");
        table.Findings.Select(f => f.Rule).Distinct().ShouldBeSubsetOf(StandardRules.All);
        table.Findings.Select(f => f.Row).ShouldBeInOrder();
    }

    [Fact]
    public void A_run_that_is_stopped_stops()
    {
        var table = new TableBuilder("nama").Row("ANI").Build();
        var plan = ColumnRecogniser.Recognise(SourceCatalog.BuiltIn.Find("unknown"), table);
        Should.Throw<OperationCanceledException>(() => Standardiser.Standardise(plan, table, AreaCatalog.Official, Today, null, new CancellationToken(true)));
    }
}
