using System.Globalization;
using System.Security.Cryptography;
using System.Text;
using SatuPintu.Access;
using SatuPintu.Storage;
using SatuPintu.Welfare.Rankings.Models;

namespace SatuPintu.Tests.Welfare.Rankings;

/// <summary>A survey, a model fitted on it, and families in a registry whose values follow from their numbers alone.</summary>
internal static class RankingSamples
{
    public const string Regency = "3672";
    public static readonly string[] Villages = ["3672061003", "3672041002", "3672041001"];
    private const string Predictors = "family_size,children_0_14,head_age,floor,savings";
    private static readonly string[] Floors = ["Keramik", "Semen/bata merah", "Kayu/papan", "Tanah"];

    /// <summary>Fits a model; another seed gives another model.</summary>
    public static (byte[] Model, byte[] Card) Fit(WelfareRun run, int seed = 1, string predictors = Predictors, string rest = "--log --by district_code")
    {
        var text = new StringBuilder("family_size,children_0_14,head_age,floor,savings,district_code,expenditure\n");
        for (var i = 0; i < 300; i++)
        {
            int size = 1 + Of(i, 5, seed), children = Of(i, size, seed + 1), age = 25 + Of(i, 45, seed + 2), floor = Of(i, 4, seed + 3), savings = Of(i, 2, seed + 4);
            var spent = Math.Exp(14 - (0.12 * size) - (0.08 * children) + (0.004 * age) - (0.15 * floor) + (0.3 * savings) + (0.002 * Of(i, 200, seed + 5)));
            text.Append(CultureInfo.InvariantCulture, $"{size},{children},{age},{Floors[floor]},{(savings == 1 ? "true" : "false")},{Villages[i % 2][..6]},{spent:F0}\n");
        }
        File.WriteAllText(run.Folder["survey.csv"], text.ToString());
        run.Must($"pmt fit --survey @survey.csv --outcome expenditure --predictors {predictors} --out @model{seed}.json {rest}");
        return (File.ReadAllBytes(run.Folder[$"model{seed}.json"]), File.ReadAllBytes(run.Folder[$"model{seed}.card.json"]));
    }

    /// <summary>The id of a family.</summary>
    public static Guid Family(int number) => Guid.Parse($"01990000-0000-7000-8001-{number:000000000000}");

    /// <summary>The id of a member of a family.</summary>
    public static Guid Person(int family, int member) => Guid.Parse($"01990000-0000-7000-8002-{(family * 10) + member:000000000000}");

    /// <summary>When the head of a family was born.</summary>
    public static DateOnly HeadBorn(int family) => new(1956 + Of(family, 40, 8), 1 + (family % 12), 1 + (family % 28));

    /// <summary>Puts families into a registry. Every seventeenth lacks its floor, every nineteenth a member's date of birth.</summary>
    public static Task Fill(RegistryDatabase database, int families, DateTimeOffset? recorded = null) => database.In(Actor.System, async session =>
    {
        for (var f = 0; f < families; f++)
        {
            var (area, size) = (Villages[f % Villages.Length], 1 + Of(f, 5, 7));
            for (var m = 0; m < size; m++)
            {
                var born = m == 0 ? HeadBorn(f) : new DateOnly(1990 + Of((f * 10) + m, 33, 9), 1 + (m % 12), 5);
                var floor = f % 17 == 16 ? "" : $"\"floor\":\"{Floors[Of(f, 4, 10)]}\",";
                await session.Run("""
                    insert into registry.person (person_id, recorded_from, area, family_id, full_name, birth_date, sex, relation, elements, because)
                    values ($1, coalesce($2, transaction_timestamp()), $3, $4, $5, $6, $7, $8, $9::json, $1)
                    """, default, Person(f, m), new Npgsql.NpgsqlParameter { Value = (object?)recorded ?? DBNull.Value, NpgsqlDbType = NpgsqlTypes.NpgsqlDbType.TimestampTz }, area, Family(f), $"Warga {f} {m}",
                    new Npgsql.NpgsqlParameter { Value = f % 19 == 18 && m == size - 1 ? DBNull.Value : born, NpgsqlDbType = NpgsqlTypes.NpgsqlDbType.Date }, m % 2 == 0 ? "P" : "L", m == 0 ? "Kepala Keluarga" : "Anak", $$"""{ {{floor}}"savings":"{{(Of(f, 2, 11) == 1 ? "true" : "false")}}","lat":"-6.0" }""");
            }
        }
    });

    /// <summary>An officer without a password, which would take its time.</summary>
    public static async Task<Actor> Officer(RegistryDatabase database, string name, string role, string area = Regency)
    {
        var id = Guid.CreateVersion7();
        await database.In(Actor.System, s => s.Run("insert into access.account (account_id, user_name, normalized_name, display_name, security_stamp) values ($1, $2, $2, $2, 'awal')", default, id, name));
        return new Actor(id, new Grant(role, "*", area));
    }

    /// <summary>A model that was uploaded by one and approved by another.</summary>
    public static async Task<Guid> Approved(RegistryDatabase database, Actor uploader, Actor authority, (byte[] Model, byte[] Card) files, string area = Regency)
    {
        var id = await UploadModel.Run(database, uploader, new UploadModelCommand(area, "model.json", files.Model, files.Card));
        await DecideOnModel.Approve(database, authority, id, 1, null);
        return id;
    }

    /// <summary>A card that belongs to a model, as far as it is read.</summary>
    public static byte[] Card(byte[] model) => Encoding.UTF8.GetBytes($$"""
        {"version":"1","method":"pmt_fit","title":{"id":"a","en":"a"},"formula":{"id":"y","en":"y"},"sources":"","data":[],"options":{},"warnings":[],"outputs":[{"sha256":"{{Convert.ToHexStringLower(SHA256.HashData(model))}}"}],"run":{"made":"2026-01-01T00:00:00Z"} }
        """);

    // Something between 0 and below most that follows from a number and looks like chance.
    private static int Of(int number, int most, int salt) => (int)(BitConverter.ToUInt32(SHA256.HashData(BitConverter.GetBytes((number * 1000) + salt))) % (uint)most);
}
