using Npgsql;

namespace SatuPintu.Storage.Backup;

/// <summary>The tables that a backup holds, those first that others refer to.</summary>
internal static class BackupTables
{
    /// <summary>All tables of the registry, in an order in which they can be filled. The key of contexts is not among them: it comes from the key ring.</summary>
    public static async Task<IReadOnlyList<string>> InOrder(NpgsqlConnection connection, CancellationToken cancellation)
    {
        const string Tables = """
            select format('%I.%I', n.nspname, c.relname) from pg_class c join pg_namespace n on n.oid = c.relnamespace
            where n.nspname in ('access', 'registry', 'audit') and c.relkind in ('r', 'p') and not c.relispartition and c.oid <> 'access.context_key'::regclass order by 1
            """;
        const string References = """
            select format('%I.%I', n.nspname, c.relname), format('%I.%I', fn.nspname, f.relname)
            from pg_constraint k join pg_class c on c.oid = k.conrelid join pg_namespace n on n.oid = c.relnamespace join pg_class f on f.oid = k.confrelid join pg_namespace fn on fn.oid = f.relnamespace
            where k.contype = 'f' and k.conparentid = 0 and k.conrelid <> k.confrelid
            """;
        var left = await Read(connection, Tables, r => r.GetString(0), cancellation);
        var references = (await Read(connection, References, r => (From: r.GetString(0), To: r.GetString(1)), cancellation)).ToLookup(r => r.From, r => r.To, StringComparer.Ordinal);
        var order = new List<string>();
        while (left.Count > 0)
        {
            var ready = left.Where(t => references[t].All(to => order.Contains(to) || !left.Contains(to))).ToList();
            if (ready.Count == 0) throw new InvalidOperationException($"Tables refer to each other in a circle: {string.Join(", ", left)}");
            order.AddRange(ready);
            left.RemoveAll(ready.Contains);
        }
        return order;
    }

    private static async Task<List<T>> Read<T>(NpgsqlConnection connection, string sql, Func<NpgsqlDataReader, T> row, CancellationToken cancellation)
    {
        await using var command = new NpgsqlCommand(sql, connection);
        await using var reader = await command.ExecuteReaderAsync(cancellation);
        var rows = new List<T>();
        while (await reader.ReadAsync(cancellation)) rows.Add(row(reader));
        return rows;
    }
}
