using System.CommandLine;
using System.Runtime.CompilerServices;
using SatuPintu.Server;
using SatuPintu.Server.Access;
using SatuPintu.Server.SignIn;
using SatuPintu.Storage;

namespace SatuPintu.Cli.Commands;

/// <summary><c>satupintu serve</c>: the registry over HTTP.</summary>
internal static class ServeVerb
{
    /// <summary>Makes the verb.</summary>
    public static Command Make(Shell shell)
    {
        var data = new Option<string>("--data") { Description = shell.Text("cli.serve.data"), HelpName = shell.Text("cli.folder") };
        var url = new Option<string>("--url") { Description = shell.Text("cli.serve.url"), HelpName = shell.Text("cli.serve.address") };
        var host = new Option<string[]>("--host") { Description = shell.Text("cli.serve.host"), HelpName = shell.Text("cli.serve.name") };
        var proxy = new Option<string[]>("--proxy") { Description = shell.Text("cli.serve.proxy"), HelpName = shell.Text("cli.serve.address") };
        var keys = new Option<string>("--keys") { Description = shell.Text("cli.db.keys"), HelpName = shell.Text("cli.folder") };
        var signIn = new Option<string>("--sign-in") { Description = shell.Text("cli.serve.sign_in"), HelpName = shell.Text("cli.file") };
        var log = new Option<string>("--log") { Description = shell.Text("cli.serve.log"), HelpName = "text|json" };
        var verb = new Command("serve", shell.Text("cli.serve")) { data, keys, url, host, proxy, signIn, log };
        verb.SetAction(parsed => Run(shell, RegistryPlace.Of(parsed.GetValue(data), parsed.GetValue(keys)), parsed.GetValue(url), parsed.GetValue(host), parsed.GetValue(proxy), parsed.GetValue(signIn), parsed.GetValue(log)));
        return verb;
    }

    // Kept apart and whole: only this method knows the server, so no other verb loads it.
    [MethodImpl(MethodImplOptions.NoInlining)]
    private static int Run(Shell shell, RegistryPlace place, string? url, string[]? hosts, string[]? proxies, string? signIn, string? log)
    {
        if (log is not (null or "text" or "json")) throw new UserError(ExitCode.Usage, "cli.serve.log_unknown", ("value", log));
        var options = new ServerOptions
        {
            Data = place.Data,
            Url = url ?? ServerOptions.StandardUrl,
            Hosts = hosts ?? [],
            Proxies = proxies ?? [],
            WaysIn = SettingsFile.Read(signIn),
            JsonLog = log == "json",
            Development = Environment.GetEnvironmentVariable("ASPNETCORE_ENVIRONMENT") == "Development",
        };
        // On threads of its own, so that whoever called need not lend one to go on.
        Task.Run(() => Serve(shell, place, options)).GetAwaiter().GetResult();
        // To be told to stop is how a server ends well.
        shell.Note("cli.serve.stopped");
        return (int)ExitCode.Done;
    }

    private static async Task Serve(Shell shell, RegistryPlace place, ServerOptions options)
    {
        ServerHost.Check(options);
        await using var registry = await Registry.Open(place, share: false, shell.Stop);
        await registry.Prepare(shell.Stop);
        await ServerHost.Run(options, address => shell.Say("cli.serve.listening", ("url", address)), shell.Stop, services => services.AddRegistry(registry));
    }
}
