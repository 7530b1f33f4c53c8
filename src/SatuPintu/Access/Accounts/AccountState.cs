namespace SatuPintu.Access.Accounts;

/// <summary>The states of an account, as the table of actions knows them.</summary>
internal static class AccountState
{
    /// <summary>The state of a row of <c>access.account</c>.</summary>
    public const string Sql = "case when disabled then 'disabled' when locked_until > transaction_timestamp() then 'locked' else 'active' end";
}
