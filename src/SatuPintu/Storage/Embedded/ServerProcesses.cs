using System.Globalization;

namespace SatuPintu.Storage.Embedded;

/// <summary>What the file of a running server says.</summary>
/// <param name="Id">The number of its first process.</param>
/// <param name="Sockets">The folder of its socket.</param>
/// <param name="Status">How far it is: <c>starting</c>, <c>ready</c>, <c>stopping</c>.</param>
internal sealed record ServerState(int Id, string Sockets, string Status);

/// <summary>Finds the processes of a server, whoever started it.</summary>
/// <remarks>
/// The number in the server's file alone says little: after a crash it may be that of another process. Every process of a
/// server works in the folder of its cluster, though, and nothing else does.
/// </remarks>
internal static class ServerProcesses
{
    /// <summary>The numbers of all processes of the server of a cluster.</summary>
    public static IReadOnlyList<int> Of(ClusterFolder folder)
    {
        var found = new List<int>();
        foreach (var path in Directory.EnumerateDirectories("/proc"))
            if (int.TryParse(Path.GetFileName(path), CultureInfo.InvariantCulture, out var id) && IsOf(folder, id)) found.Add(id);
        return found;
    }

    /// <summary>Whether a process is one of the server of a cluster, and not dead.</summary>
    public static bool IsOf(ClusterFolder folder, int id)
    {
        try
        {
            var process = string.Create(CultureInfo.InvariantCulture, $"/proc/{id}");
            return new FileInfo(process + "/cwd").LinkTarget == folder.Cluster && File.ReadAllText(process + "/comm").TrimEnd() == "postgres";
        }
        catch (Exception e) when (e is IOException or UnauthorizedAccessException)
        {
            return false;
        }
    }

    /// <summary>What the server's file says, if it is there and whole.</summary>
    public static ServerState? State(ClusterFolder folder)
    {
        try
        {
            var lines = File.ReadAllLines(folder.ProcessFile);
            return lines.Length > 0 && int.TryParse(lines[0], CultureInfo.InvariantCulture, out var id)
                ? new(id, lines.ElementAtOrDefault(4) ?? "", lines.ElementAtOrDefault(7)?.Trim() ?? "starting")
                : null;
        }
        catch (Exception e) when (e is IOException or UnauthorizedAccessException)
        {
            return null;
        }
    }

    /// <summary>Sends a signal to processes.</summary>
    public static Task SignalAsync(string signal, IEnumerable<int> ids, CancellationToken stop) =>
        Command.ShellAsync([], "kill -s \"$@\"", stop, [signal, .. ids.Select(i => i.ToString(CultureInfo.InvariantCulture))]);
}
