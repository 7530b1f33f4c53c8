using System.Security.Cryptography;
using Npgsql;
using NpgsqlTypes;
using SatuPintu.Access;
using SatuPintu.Storage;
using SatuPintu.Welfare.ProxyMeans;

namespace SatuPintu.Welfare.Rankings.Models;

/// <summary>A model to keep.</summary>
/// <param name="Area">Where it may be used: the code of a province or regency, or nothing for the nation.</param>
/// <param name="FileName">The name of the file.</param>
/// <param name="Model">The file that <c>pmt fit</c> wrote.</param>
/// <param name="Card">Its card.</param>
public sealed record UploadModelCommand(string Area, string FileName, byte[] Model, byte[] Card);

/// <summary>Keeps a version of a model, unchangeable, as a draft that somebody else approves; leaves <c>ranking_model.uploaded</c>. The same file twice is one version.</summary>
public static class UploadModel
{
    /// <summary>The largest model, in bytes: hundreds of regencies with some dozens of terms.</summary>
    public const int LargestModel = 16 << 20;

    /// <summary>The largest card, in bytes.</summary>
    public const int LargestCard = 1 << 20;

    private const int LongestName = 120;

    /// <summary>Keeps it and gives its id.</summary>
    /// <exception cref="UserError">The actor may not, a file is too large, no model, not the model of the card, or asks for what the registry does not know.</exception>
    public static Task<Guid> Run(RegistryDatabase database, Actor actor, UploadModelCommand command, CancellationToken cancellation = default)
    {
        var area = command.Area.Trim();
        if (area.Length is not (0 or 2 or 4) || !area.All(char.IsAsciiDigit) || area.Length > 0 && Regions.AreaCatalog.Official.Find(area) is null) throw new UserError(ExitCode.Usage, "ranking.model.area", ("area", Short(area)));
        Actions.Require(actor, "ranking_model.upload", area: area);
        if (command.Model.Length > LargestModel || command.Card.Length > LargestCard) throw new UserError(ExitCode.Input, "ranking.model.too_large", ("model", LargestModel >> 20), ("card", LargestCard >> 20));
        var name = Short(command.FileName);
        var predictors = PredictorMap.Of(ProxyModelFile.Read(command.Model, name));
        var hash = SHA256.HashData(command.Model);
        if (ModelCard.Read(command.Card, name).Model != Convert.ToHexStringLower(hash)) throw new UserError(ExitCode.Input, "ranking.card.other_model", ("file", name));
        return database.In(actor, async session =>
        {
            // One number after the other, also where two come at once.
            await session.Lock(Turn.ModelVersion, cancellation);
            if (await session.One<Guid?>("select model_id from registry.ranking_model where model_sha256 = $1", cancellation, hash) is { } there) return there;
            var id = Guid.CreateVersion7();
            int version;
            try
            {
                version = await session.One<int>("""
                    insert into registry.ranking_model (model_id, version, area, file_name, model, model_sha256, card, predictors, uploaded_by)
                    values ($1, registry.next_model_version(), $2, $3, $4, $5, $6, $7, $8) returning version
                    """, cancellation, id, area, name, command.Model, hash, command.Card, new NpgsqlParameter { Value = ModelRow.Json(predictors), NpgsqlDbType = NpgsqlDbType.Jsonb }, actor.User);
            }
            catch (PostgresException e) when (e.SqlState == PostgresErrorCodes.UniqueViolation)
            {
                // It stands where the actor sees nothing.
                throw new UserError(ExitCode.Input, "ranking.model.elsewhere", e);
            }
            await session.Run("insert into registry.ranking_model_state (model_id, number, state, by) values ($1, 1, 'draft', $2)", cancellation, id, actor.User);
            await session.Trace("ranking_model.uploaded", id.ToString(), details: new { version, area, sha256 = Convert.ToHexStringLower(hash) }, cancellation: cancellation);
            return id;
        }, cancellation);
    }

    private static string Short(string text)
    {
        var name = string.Concat(text[(text.LastIndexOfAny(['/', '\\']) + 1)..].Where(c => !char.IsControl(c))).Trim();
        return name.Length <= LongestName ? name : name[..LongestName];
    }
}
