using SatuPintu.Storage;
using SatuPintu.Storage.Migrations;

namespace SatuPintu.Tests.Storage;

public sealed class TurnTests
{
    [Fact]
    public void No_two_pieces_of_work_wait_for_the_same_turn() => Assert.Equal(Enum.GetNames<Turn>().Length, Enum.GetValues<Turn>().Distinct().Count());

    [Fact]
    public void The_audit_log_takes_its_own_turn() =>
        Assert.Contains($"pg_advisory_xact_lock({(int)Turn.AuditEntry})", Migration.All.Single(m => m.Number == 2).Sql, StringComparison.Ordinal);
}
