using SatuPintu.Server.Running;

namespace SatuPintu.Server;

/// <summary>The registry over HTTP: builds the server and runs it until it is told to stop.</summary>
public static class ServerHost
{
    /// <summary>Runs the server until the token is cancelled.</summary>
    /// <param name="options">How to run it.</param>
    /// <param name="listening">Told the address once it answers.</param>
    /// <param name="stop">Stops it.</param>
    /// <param name="more">Registers what other areas bring: sign-in, storage, health checks.</param>
    /// <exception cref="UserError">The address or the folder cannot be used.</exception>
    public static async Task Run(ServerOptions options, Action<string> listening, CancellationToken stop, Action<IServiceCollection>? more = null)
    {
        await using var app = Build(options, more);
        await Start(app, options, stop);
        listening(app.Urls.First());
        var ended = new TaskCompletionSource();
        await using var asked = stop.UnsafeRegister(_ => ended.TrySetResult(), null);
        await using var failed = app.Lifetime.ApplicationStopping.UnsafeRegister(_ => ended.TrySetResult(), null);
        await ended.Task;
        await app.StopAsync(CancellationToken.None);
    }

    /// <summary>Sees whether the options can be followed, before anything slow is begun.</summary>
    /// <exception cref="UserError">The address or the folder cannot be used.</exception>
    public static void Check(ServerOptions options)
    {
        Catalogue.Add(typeof(ServerHost).Assembly);
        ServerAddress.Read(options);
        DataFolder.Private(options.Data, "keys-web");
    }

    /// <summary>Builds the server without starting it.</summary>
    /// <exception cref="UserError">The address or the folder cannot be used.</exception>
    public static WebApplication Build(ServerOptions options, Action<IServiceCollection>? more = null)
    {
        Catalogue.Add(typeof(ServerHost).Assembly);
        var address = ServerAddress.Read(options);
        var keys = DataFolder.Private(options.Data, "keys-web");
        var builder = WebApplication.CreateEmptyBuilder(new WebApplicationOptions
        {
            // Pages are looked for in the assembly of this name; settings of the folder the command happens to run in are not read.
            ApplicationName = typeof(ServerHost).Assembly.GetName().Name,
            EnvironmentName = options.Development ? "Development" : "Production",
            ContentRootPath = AppContext.BaseDirectory,
        });
        ServerLog.Add(builder.Logging, options.JsonLog);
        Listener.Add(builder, address);
        builder.Services.AddSatuPintuPages(options, address, keys);
        more?.Invoke(builder.Services);
        var app = builder.Build();
        app.UseSatuPintuPages();
        return app;
    }

    private static async Task Start(WebApplication app, ServerOptions options, CancellationToken stop)
    {
        try
        {
            await app.StartAsync(stop);
        }
        catch (Exception e) when (ServerAddress.IsRefused(e))
        {
            throw ServerAddress.Refusal(e, options.Url);
        }
    }
}
