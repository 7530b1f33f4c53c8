using Npgsql;

namespace SatuPintu.Tests.Storage;

public sealed class PostgresFixtureTests(PostgresFixture postgres)
{
    [Fact]
    public async Task Databases_are_empty_and_apart()
    {
        await using var one = await postgres.NewDatabaseAsync();
        await using var other = await postgres.NewDatabaseAsync();
        await TestDatabase.RunAsync(one.OwnerConnectionString, "create table here (n int)");
        (await TablesAsync(one)).ShouldBe(1L);
        (await TablesAsync(other)).ShouldBe(0L);
    }

    private static async Task<object?> TablesAsync(TestDatabase database)
    {
        await using var source = NpgsqlDataSource.Create(database.OwnerConnectionString);
        await using var command = source.CreateCommand("select count(*) from pg_tables where schemaname = 'public'");
        return await command.ExecuteScalarAsync();
    }
}
