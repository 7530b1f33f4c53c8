using System.ComponentModel;
using System.Diagnostics;
using System.Net.Http.Json;

namespace SatuPintu.Tests.Server.Providers;

/// <summary>A certified provider of sign-in (oidc-provider) in a process of its own.</summary>
internal sealed class TestProvider : IAsyncDisposable
{
    public const string Secret = "a secret: of 32 characters + more / than that";
    private readonly Process process;
    private readonly HttpClient client = new();

    private TestProvider(Process process, string issuer)
    {
        this.process = process;
        Issuer = issuer;
    }

    public string Issuer { get; }

    /// <summary>Starts it; skips the test where Node or the package is missing.</summary>
    public static async Task<TestProvider> Start()
    {
        if (!Directory.Exists(Repository.File("node_modules/oidc-provider"))) Assert.Skip("oidc-provider is not installed: run 'make setup'.");
        var start = new ProcessStartInfo("node", [Repository.File("tests/SatuPintu.Tests/Server/Providers/provider.mjs")]) { RedirectStandardInput = true, RedirectStandardOutput = true, RedirectStandardError = true, UseShellExecute = false };
        Process process;
        try
        {
            process = Process.Start(start)!;
        }
        catch (Win32Exception)
        {
            Assert.Skip("Node is not installed.");
            throw;
        }
        process.ErrorDataReceived += (_, _) => { };
        process.BeginErrorReadLine();
        var line = await process.StandardOutput.ReadLineAsync(TestContext.Current.CancellationToken).AsTask().WaitAsync(TimeSpan.FromMinutes(1));
        line.ShouldNotBeNull("the provider did not start").ShouldStartWith("listening ");
        return new TestProvider(process, "http://127.0.0.1:" + line.Split(' ')[1]);
    }

    /// <summary>Says what it is to do from now on; a base makes it anew for the service at that address.</summary>
    public async Task Wish(object wish)
    {
        using var answer = await client.PostAsJsonAsync(Issuer + "/wish", wish, TestContext.Current.CancellationToken);
        answer.EnsureSuccessStatusCode();
    }

    public async ValueTask DisposeAsync()
    {
        client.Dispose();
        process.StandardInput.Close();
        await process.WaitForExitAsync();
        process.Dispose();
    }
}
