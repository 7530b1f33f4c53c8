using System.ComponentModel;
using System.Diagnostics;
using System.Net;
using System.Net.Sockets;
using System.Security.Cryptography;
using System.Security.Cryptography.X509Certificates;
using SatuPintu.Tests.Integration;

namespace SatuPintu.Tests.Server.Directories;

/// <summary>Debian's slapd with a few people, in a process and a folder of its own.</summary>
internal sealed class TestDirectory : IAsyncDisposable
{
    public const string SearchDn = "cn=cari,dc=kota,dc=example", SearchPassword = "hanya mencari";
    private const string Slapd = "/usr/sbin/slapd";
    private readonly TempFolder temp;
    private readonly Process process;
    private bool isOver;

    private TestDirectory(TempFolder temp, Process process, int plain, int secured)
    {
        this.temp = temp;
        this.process = process;
        // By the address: the LDAP library takes "localhost" for this machine's own name, which is not in the certificate.
        (Ldap, Ldaps) = ($"ldap://127.0.0.1:{plain}", $"ldaps://127.0.0.1:{secured}");
    }

    public string Ldap { get; }

    public string Ldaps { get; }

    /// <summary>The folder with the certificate that its own is signed by.</summary>
    public string Certificates => temp["trusted"];

    /// <summary>A folder without any.</summary>
    public string NoCertificates => temp["nobody"];

    /// <summary>Starts it; skips the test where slapd is not installed.</summary>
    /// <param name="people">Names and passwords.</param>
    public static async Task<TestDirectory> Start(params (string Name, string Password)[] people)
    {
        if (!File.Exists(Slapd)) Assert.Skip("slapd is not installed.");
        var temp = new TempFolder();
        Certify(temp);
        Directory.CreateDirectory(temp["db"]);
        var configuration = temp.File("slapd.conf", $"""
            include /etc/ldap/schema/core.schema
            include /etc/ldap/schema/cosine.schema
            include /etc/ldap/schema/inetorgperson.schema
            modulepath /usr/lib/ldap
            moduleload back_mdb
            pidfile {temp["slapd.pid"]}
            TLSCertificateFile {temp["server.pem"]}
            TLSCertificateKeyFile {temp["server.key"]}
            security simple_bind=128
            database mdb
            suffix "dc=kota,dc=example"
            directory {temp["db"]}
            access to attrs=userPassword by anonymous auth by * none
            access to * by dn.exact="{SearchDn}" read by * none

            """);
        var entries = temp.File("people.ldif", $"""
            dn: dc=kota,dc=example
            objectClass: dcObject
            objectClass: organization
            dc: kota
            o: Kota

            dn: {SearchDn}
            objectClass: organizationalRole
            objectClass: simpleSecurityObject
            cn: cari
            userPassword: {SearchPassword}


            """ + string.Concat(people.Select((p, i) => $"dn: uid={p.Name},o=orang {i},dc=kota,dc=example\nobjectClass: inetOrgPerson\nuid: {p.Name}\ncn: {p.Name}\nsn: {p.Name}\nuserPassword: {p.Password}\n\n").Prepend(
                string.Concat(people.Select((_, i) => $"dn: o=orang {i},dc=kota,dc=example\nobjectClass: organization\no: orang {i}\n\n")))));
        using (var add = Process.Start(new ProcessStartInfo(Slapd, ["-T", "add", "-f", configuration, "-l", entries]) { RedirectStandardError = true, UseShellExecute = false })!)
        {
            var said = await add.StandardError.ReadToEndAsync(TestContext.Current.CancellationToken);
            await add.WaitForExitAsync(TestContext.Current.CancellationToken);
            add.ExitCode.ShouldBe(0, said);
        }
        var (plain, secured) = (FreePort(), FreePort());
        var process = Process.Start(new ProcessStartInfo(Slapd, ["-f", configuration, "-h", $"ldap://127.0.0.1:{plain} ldaps://127.0.0.1:{secured}", "-d", "0"]))!;
        for (var i = 0; i < 200 && !await Answers(secured); i++) await Task.Delay(50);
        return new TestDirectory(temp, process, plain, secured);
    }

    public async ValueTask DisposeAsync()
    {
        if (isOver) return;
        isOver = true;
        process.Kill();
        await process.WaitForExitAsync();
        process.Dispose();
        temp.Dispose();
    }

    // A root of its own and a certificate for this machine.
    private static void Certify(TempFolder temp)
    {
        var (from, until) = (DateTimeOffset.UtcNow.AddDays(-1), DateTimeOffset.UtcNow.AddDays(1));
        using var rootKey = RSA.Create(2048);
        var request = new CertificateRequest("CN=Akar uji", rootKey, HashAlgorithmName.SHA256, RSASignaturePadding.Pkcs1);
        request.CertificateExtensions.Add(new X509BasicConstraintsExtension(true, false, 0, true));
        request.CertificateExtensions.Add(new X509KeyUsageExtension(X509KeyUsageFlags.KeyCertSign, true));
        using var root = request.CreateSelfSigned(from, until);
        using var key = RSA.Create(2048);
        var own = new CertificateRequest("CN=localhost", key, HashAlgorithmName.SHA256, RSASignaturePadding.Pkcs1);
        var names = new SubjectAlternativeNameBuilder();
        names.AddDnsName("localhost");
        names.AddIpAddress(IPAddress.Loopback);
        own.CertificateExtensions.Add(names.Build());
        using var certificate = own.Create(root, from, until, [1, 2, 3, 4]);
        temp.File("server.pem", certificate.ExportCertificatePem());
        temp.File("server.key", key.ExportPkcs8PrivateKeyPem());
        Directory.CreateDirectory(temp["trusted"]);
        Directory.CreateDirectory(temp["nobody"]);
        temp.File("trusted/root.pem", root.ExportCertificatePem());
        try
        {
            // Some builds of the LDAP library find certificates by hashed names only.
            using var rehash = Process.Start(new ProcessStartInfo("openssl", ["rehash", temp["trusted"]]) { RedirectStandardError = true, UseShellExecute = false });
            rehash?.WaitForExit();
        }
        catch (Win32Exception)
        {
            // The others do without.
        }
    }

    private static int FreePort()
    {
        using var listener = new TcpListener(IPAddress.Loopback, 0);
        listener.Start();
        return ((IPEndPoint)listener.LocalEndpoint).Port;
    }

    private static async Task<bool> Answers(int port)
    {
        using var client = new TcpClient();
        try
        {
            await client.ConnectAsync(IPAddress.Loopback, port);
            return true;
        }
        catch (SocketException)
        {
            return false;
        }
    }
}
