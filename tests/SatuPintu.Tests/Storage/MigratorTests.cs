using SatuPintu.Storage.Migrations;

namespace SatuPintu.Tests.Storage;

public sealed class MigratorTests
{
    [Fact]
    public void Steps_are_numbered_from_one_without_gaps()
    {
        Migration.All.Count.ShouldBeGreaterThan(3);
        Migration.All.Select(m => m.Number).ShouldBe(Enumerable.Range(1, Migration.All.Count));
    }

    [Fact]
    public async Task A_fresh_database_is_brought_up_to_date_once()
    {
        await using var registry = await TestRegistry.Make(migrated: false);
        (await Migrator.Status(registry.Owner)).Missing.Count.ShouldBe(Migration.All.Count);
        (await Migrator.Migrate(registry.Owner, registry.ContextKey, registry.KeyRing)).Count.ShouldBe(Migration.All.Count);
        (await Migrator.Migrate(registry.Owner, registry.ContextKey, registry.KeyRing)).ShouldBeEmpty();
        (await Migrator.Status(registry.Owner)).Missing.ShouldBeEmpty();
    }

    [Fact]
    public async Task Two_that_start_at_once_migrate_once()
    {
        await using var registry = await TestRegistry.Make(migrated: false);
        var runs = await Task.WhenAll(Enumerable.Range(0, 4).Select(_ => Migrator.Migrate(registry.Owner, registry.ContextKey, registry.KeyRing)));
        runs.Sum(r => r.Count).ShouldBe(Migration.All.Count);
    }

    [Theory]
    [InlineData("update storage.migration set fingerprint = '\\x00' where number = 2", "database.changed")]
    [InlineData("insert into storage.migration (number, name, fingerprint) values (9999, 'later', '\\x00')", "database.ahead")]
    public async Task A_database_of_another_version_is_refused(string happened, string key)
    {
        await using var registry = await TestRegistry.Make();
        await registry.AsOwner(happened);
        (await Should.ThrowAsync<UserError>(() => Migrator.Migrate(registry.Owner, registry.ContextKey, registry.KeyRing))).Key.ShouldBe(key);
        (await Should.ThrowAsync<UserError>(() => Migrator.Status(registry.Owner))).Key.ShouldBe(key);
    }

    [Fact]
    public async Task A_database_is_not_opened_with_other_keys()
    {
        await using var registry = await TestRegistry.Make();
        (await Should.ThrowAsync<UserError>(() => Migrator.Migrate(registry.Owner, registry.ContextKey, Guid.NewGuid()))).Key.ShouldBe("database.other_keys");
    }

    [Fact]
    public async Task The_role_of_the_service_owns_nothing_and_cannot_change_what_stands()
    {
        await using var registry = await TestRegistry.Make();
        (await registry.AsOwner("select count(*) from pg_class c join pg_namespace n on n.oid = c.relnamespace join pg_roles r on r.oid = c.relowner where r.rolname = 'satupintu_service' and n.nspname in ('access', 'registry', 'audit', 'storage')")).ShouldBe(0L);
        foreach (var sql in new[]
        {
            "create table registry.mine (x int)", "alter table registry.person disable row level security", "update registry.person_past set full_name = 'x'", "delete from audit.entry",
            "insert into audit.entry select * from audit.entry", "update registry.delivery_state set state = 'merged'", "delete from registry.source_block", "update registry.change set why = 'x'",
            "select key from access.context_key", "select * from registry.person_0", "set role satupintu_owner", "truncate registry.person",
        })
            (await Should.ThrowAsync<Npgsql.PostgresException>(() => registry.AsService(sql), sql)).SqlState.ShouldBe(Npgsql.PostgresErrorCodes.InsufficientPrivilege, sql);
    }
}
