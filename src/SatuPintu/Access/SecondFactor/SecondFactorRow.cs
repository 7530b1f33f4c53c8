using SatuPintu.Storage;

namespace SatuPintu.Access.SecondFactor;

/// <summary>What is kept of an account's second factor.</summary>
/// <param name="Key">Its key, open.</param>
/// <param name="IsOn">Whether it was confirmed.</param>
/// <param name="LastStep">The last step a code was taken at.</param>
internal sealed record SecondFactorRow(byte[] Key, bool IsOn, long LastStep)
{
    /// <summary>Reads it and holds it for this transaction; null where there is none.</summary>
    public static async Task<SecondFactorRow?> Of(RegistrySession session, SecondFactorKeys keys, Guid account, CancellationToken cancellation)
    {
        var rows = await session.Read("select key, confirmed_at is not null, last_step from access.second_factor where account_id = $1 for update", r =>
            new SecondFactorRow(keys.Open(r.GetFieldValue<byte[]>(0), account), r.GetBoolean(1), r.GetInt64(2)), cancellation, account);
        return rows is [var row] ? row : null;
    }

    /// <summary>Takes a code by time; it is not taken a second time.</summary>
    public async Task<bool> Take(RegistrySession session, Guid account, string code, CancellationToken cancellation)
    {
        if (OneTimeCode.StepOf(Key, code.Replace(" ", "", StringComparison.Ordinal), DateTimeOffset.UtcNow, LastStep) is not { } step) return false;
        return await session.Run("update access.second_factor set last_step = $2 where account_id = $1 and last_step < $2", cancellation, account, step) == 1;
    }
}
