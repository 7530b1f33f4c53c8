using System.Globalization;

namespace SatuPintu.Storage.Embedded;

/// <summary>The settings the server starts with, in a file of their own that is written anew at every start.</summary>
internal static class ServerSettings
{
    /// <summary>The name of the file, in the data folder.</summary>
    public const string File = "satupintu.conf";

    /// <summary>The line that makes the server read the file.</summary>
    public const string Include = $"\ninclude '../{File}'\n";

    /// <summary>The line after all others when the user has settings of their own.</summary>
    public const string IncludeOwn = "include 'local.conf'\n";

    private const long Megabyte = 1 << 20;

    /// <summary>The text of the file.</summary>
    /// <param name="sockets">The folder of the server's socket.</param>
    /// <param name="memory">The memory of the machine in bytes.</param>
    public static string Text(string sockets, long memory) => $"""
        # Written by the program at every start. Settings of your own go into local.conf in the data folder.

        # No network at all: only programs on this machine that may enter the folder of the socket.
        listen_addresses = ''
        unix_socket_directories = '{sockets}'
        unix_socket_permissions = 0700
        port = {EmbeddedCluster.Port.ToString(CultureInfo.InvariantCulture)}
        max_connections = 60
        password_encryption = scram-sha-256

        # Two cores and 4 GB, of which the program takes its share too.
        shared_buffers = {Share(memory, 8, 32, 512)}MB
        effective_cache_size = {Share(memory, 3, 64, 4096)}MB
        work_mem = {Share(memory, 128, 4, 32)}MB
        maintenance_work_mem = {Share(memory, 16, 32, 256)}MB
        dynamic_shared_memory_type = {(SmallSharedMemory() ? "sysv" : "posix")}
        io_method = worker
        io_workers = 2
        max_worker_processes = 4
        max_parallel_workers = 2
        max_parallel_maintenance_workers = 1
        random_page_cost = 1.1
        jit = off

        # What is committed stays, also when the power goes.
        fsync = on
        full_page_writes = on
        synchronous_commit = on
        wal_compression = on
        min_wal_size = 128MB
        max_wal_size = 4GB
        checkpoint_timeout = 15min

        timezone = 'UTC'
        log_timezone = 'UTC'

        # No personal data in a log: neither statements nor parameters, and no errors of statements, since those quote values.
        logging_collector = on
        log_directory = '../log'
        log_filename = 'server-%a.log'
        log_file_mode = 0600
        log_rotation_age = 1d
        log_rotation_size = 0
        log_truncate_on_rotation = on
        log_line_prefix = '%m [%p] '
        log_min_messages = log
        log_error_verbosity = terse
        log_statement = none
        log_min_duration_statement = -1
        log_min_error_statement = panic
        log_parameter_max_length = 0
        log_parameter_max_length_on_error = 0

        """;

    private static string Share(long memory, int part, long least, long most) =>
        Math.Clamp(memory / Megabyte / part, least, most).ToString(CultureInfo.InvariantCulture);

    // Containers often have 64 MB there, which a parallel query fills.
    private static bool SmallSharedMemory()
    {
        try
        {
            return new DriveInfo("/dev/shm").AvailableFreeSpace < 256 * Megabyte;
        }
        catch (Exception e) when (e is IOException or UnauthorizedAccessException or ArgumentException)
        {
            return true;
        }
    }
}
