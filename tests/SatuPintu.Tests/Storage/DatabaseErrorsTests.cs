using SatuPintu.Access;
using SatuPintu.Storage;

namespace SatuPintu.Tests.Storage;

/// <summary>What is wrong with a database is said in the user's words, however it shows itself.</summary>
public sealed class DatabaseErrorsTests
{
    [Fact]
    public async Task A_server_that_is_not_there_is_said_so_the_first_time_and_when_it_is_known()
    {
        // Nothing listens there; after the first try the driver remembers that it is away.
        await using var database = new RegistryDatabase("Host=127.0.0.1;Port=1;Username=x;Password=x;Database=x;Timeout=3", new byte[32]);
        for (var times = 0; times < 3; times++)
            (await Should.ThrowAsync<UserError>(() => database.In(Actor.System, s => s.Run("select 1")))).Key.ShouldBe("database.unreachable");
    }

    [Fact]
    public async Task A_connection_that_breaks_in_the_midst_of_work_is_said_so_and_the_next_is_whole()
    {
        await using var registry = await TestRegistry.Make();
        var broken = await Should.ThrowAsync<UserError>(() => registry.Database.In(Actor.System, s => s.Run("select pg_terminate_backend(pg_backend_pid())")));
        broken.ExitCode.ShouldBe(ExitCode.Database);
        // The driver asks again after a second.
        await Task.Delay(1200, TestContext.Current.CancellationToken);
        (await registry.Database.In(Actor.System, s => s.One<int>("select 1"))).ShouldBe(1);
    }
}
