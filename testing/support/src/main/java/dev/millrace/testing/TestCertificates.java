package dev.millrace.testing;

import java.io.IOException;
import java.io.InputStream;
import java.io.OutputStream;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.security.GeneralSecurityException;
import java.security.Key;
import java.security.KeyStore;
import java.security.cert.Certificate;
import java.security.cert.CertificateFactory;
import java.util.ArrayList;
import java.util.List;

/**
 * Key and trust stores of a test, made with the JDK's keytool: a certificate for {@code localhost} by an authority that clients
 * trust, and another authority that has signed nothing here.
 */
public final class TestCertificates {

    private final Path directory;
    private final String password;

    private TestCertificates(Path directory, String password) {
        this.directory = directory;
        this.password = password;
    }

    /**
     * Makes them; takes a few seconds.
     *
     * @param directory exists
     * @param password of all stores, at least six characters
     */
    public static TestCertificates make(Path directory, String password) {
        TestCertificates made = new TestCertificates(directory, password);
        try {
            made.make();
            return made;
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        } catch (GeneralSecurityException e) {
            throw new IllegalStateException("the test's certificates can't be made", e);
        }
    }

    /** The server's key and certificate, in a PKCS12 store. */
    public Path server() {
        return directory.resolve("server.p12");
    }

    /** The authority of the server's certificate, in a PKCS12 store. */
    public Path trusted() {
        return directory.resolve("trusted.p12");
    }

    /** The authority that has not signed the server's certificate, in a PKCS12 store. */
    public Path foreign() {
        return directory.resolve("foreign.p12");
    }

    /** The password of the stores. */
    public String password() {
        return password;
    }

    /** Writes a JKS store with a key of a client, whose password may differ from the store's. */
    public Path client(String storePassword, String keyPassword) {
        Path file = directory.resolve("client.jks");
        try {
            KeyStore other = load(directory.resolve("other.p12"));
            KeyStore client = KeyStore.getInstance("JKS");
            client.load(null, null);
            client.setKeyEntry(
                    "client", key(other, "other"), keyPassword.toCharArray(), other.getCertificateChain("other"));
            store(client, file, storePassword);
            return file;
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        } catch (GeneralSecurityException e) {
            throw new IllegalStateException("the client's key can't be stored", e);
        }
    }

    private void make() throws IOException, GeneralSecurityException {
        generate("ca", "-ext", "bc:c");
        generate("other", "-ext", "bc:c");
        generate("server");
        keytool("-certreq", "-alias", "server", "-keystore", file("server.p12"), "-file", file("server.csr"));
        keytool(
                "-gencert",
                "-alias",
                "ca",
                "-keystore",
                file("ca.p12"),
                "-ext",
                "san=dns:localhost",
                "-rfc",
                "-infile",
                file("server.csr"),
                "-outfile",
                file("server.pem"));
        store();
    }

    private void store() throws IOException, GeneralSecurityException {
        Certificate authority = load(directory.resolve("ca.p12")).getCertificate("ca");
        KeyStore server = load(server());
        Certificate[] chain = {certificate(directory.resolve("server.pem")), authority};
        server.setKeyEntry("server", key(server, "server"), password.toCharArray(), chain);
        store(server, server(), password);
        trust(authority, trusted());
        trust(load(directory.resolve("other.p12")).getCertificate("other"), foreign());
    }

    private void generate(String alias, String... more) throws IOException {
        List<String> arguments = new ArrayList<>(List.of(
                "-genkeypair",
                "-alias",
                alias,
                "-keyalg",
                "EC",
                "-groupname",
                "secp256r1",
                "-validity",
                "2",
                "-dname",
                "CN=" + alias,
                "-keystore",
                file(alias + ".p12"),
                "-storetype",
                "PKCS12"));
        arguments.addAll(List.of(more));
        keytool(arguments.toArray(String[]::new));
    }

    private void keytool(String... arguments) throws IOException {
        List<String> command = new ArrayList<>();
        command.add(Path.of(System.getProperty("java.home"), "bin", "keytool").toString());
        command.addAll(List.of(arguments));
        command.addAll(List.of("-storepass:env", "STORE_PASSWORD"));
        ProcessBuilder builder = new ProcessBuilder(command)
                .redirectErrorStream(true)
                .redirectOutput(directory.resolve("keytool.log").toFile());
        builder.environment().put("STORE_PASSWORD", password);
        try {
            if (builder.start().waitFor() != 0) {
                throw new IllegalStateException(
                        "keytool failed: " + Files.readString(directory.resolve("keytool.log")));
            }
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
            throw new IllegalStateException("interrupted while keytool ran", e);
        }
    }

    private void trust(Certificate authority, Path file) throws IOException, GeneralSecurityException {
        KeyStore trusted = KeyStore.getInstance("PKCS12");
        trusted.load(null, null);
        trusted.setCertificateEntry("authority", authority);
        store(trusted, file, password);
    }

    private Key key(KeyStore store, String alias) throws GeneralSecurityException {
        return store.getKey(alias, password.toCharArray());
    }

    private KeyStore load(Path file) throws IOException, GeneralSecurityException {
        try (InputStream stored = Files.newInputStream(file)) {
            KeyStore store = KeyStore.getInstance("PKCS12");
            store.load(stored, password.toCharArray());
            return store;
        }
    }

    private static void store(KeyStore store, Path file, String password) throws IOException, GeneralSecurityException {
        try (OutputStream stored = Files.newOutputStream(file)) {
            store.store(stored, password.toCharArray());
        }
    }

    private static Certificate certificate(Path file) throws IOException, GeneralSecurityException {
        try (InputStream pem = Files.newInputStream(file)) {
            return CertificateFactory.getInstance("X.509").generateCertificate(pem);
        }
    }

    private String file(String name) {
        return directory.resolve(name).toString();
    }
}
