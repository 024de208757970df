/// Certificates and keys that were made for these tests (`openssl req -x509`), and open nothing anywhere.
enum TestCertificates {
    /// From 2020 to 2119.
    static let valid = """
        -----BEGIN CERTIFICATE-----
        MIIBhTCCASugAwIBAgIUZSXxC40iKfpL0rEBe8J6LUuWjH8wCgYIKoZIzj0EAwIw
        FzEVMBMGA1UEAwwMdGVzdC5pbnZhbGlkMCAXDTIwMDEwMTAwMDAwMFoYDzIxMTkx
        MjA4MDAwMDAwWjAXMRUwEwYDVQQDDAx0ZXN0LmludmFsaWQwWTATBgcqhkjOPQIB
        BggqhkjOPQMBBwNCAARrrCQ25bFnoyeMoOcL+mPOs9Zj1CUhknNwYFvdlldanWh0
        WDZfsI7OnQZZC0WMOr2jGCDax2WvQ9y1sAi+ym4lo1MwUTAdBgNVHQ4EFgQUySZH
        sX/JK+P+PU/mNiPUumcg94cwHwYDVR0jBBgwFoAUySZHsX/JK+P+PU/mNiPUumcg
        94cwDwYDVR0TAQH/BAUwAwEB/zAKBggqhkjOPQQDAgNIADBFAiAtnoarRVRKtwQC
        kh6cXYggPP3+p3OPKVvG2ImJeGZ4VAIhAJsjjYAWjN0oDikj8SeBS6+IFVBomBKg
        S9G1eJ6iwtqB
        -----END CERTIFICATE-----
        """

    /// Of the same key; the year 2020.
    static let expired = """
        -----BEGIN CERTIFICATE-----
        MIIBhDCCASmgAwIBAgIUOcIdyZSeq91hnKXbgfb1MBPHcJEwCgYIKoZIzj0EAwIw
        FzEVMBMGA1UEAwwMdGVzdC5pbnZhbGlkMB4XDTIwMDEwMTAwMDAwMFoXDTIwMTIz
        MTAwMDAwMFowFzEVMBMGA1UEAwwMdGVzdC5pbnZhbGlkMFkwEwYHKoZIzj0CAQYI
        KoZIzj0DAQcDQgAEa6wkNuWxZ6MnjKDnC/pjzrPWY9QlIZJzcGBb3ZZXWp1odFg2
        X7COzp0GWQtFjDq9oxgg2sdlr0PctbAIvspuJaNTMFEwHQYDVR0OBBYEFMkmR7F/
        ySvj/j1P5jYj1LpnIPeHMB8GA1UdIwQYMBaAFMkmR7F/ySvj/j1P5jYj1LpnIPeH
        MA8GA1UdEwEB/wQFMAMBAf8wCgYIKoZIzj0EAwIDSQAwRgIhAKSauIyEbCV/PL3y
        LVbJcFLRJPTO3/NQ9k9Ico670oB7AiEAhSHsVx6gR3bTtuAEPTGB91aGxy7ZUCR+
        zaKnVfwdDJM=
        -----END CERTIFICATE-----
        """

    /// Of the same key; November 2026.
    static let expiring = """
        -----BEGIN CERTIFICATE-----
        MIIBgzCCASmgAwIBAgIUaeQhPd6uQScrv6qkF9OqjKPC+vYwCgYIKoZIzj0EAwIw
        FzEVMBMGA1UEAwwMdGVzdC5pbnZhbGlkMB4XDTI2MTEwMTAwMDAwMFoXDTI2MTIw
        MTAwMDAwMFowFzEVMBMGA1UEAwwMdGVzdC5pbnZhbGlkMFkwEwYHKoZIzj0CAQYI
        KoZIzj0DAQcDQgAEa6wkNuWxZ6MnjKDnC/pjzrPWY9QlIZJzcGBb3ZZXWp1odFg2
        X7COzp0GWQtFjDq9oxgg2sdlr0PctbAIvspuJaNTMFEwHQYDVR0OBBYEFMkmR7F/
        ySvj/j1P5jYj1LpnIPeHMB8GA1UdIwQYMBaAFMkmR7F/ySvj/j1P5jYj1LpnIPeH
        MA8GA1UdEwEB/wQFMAMBAf8wCgYIKoZIzj0EAwIDSAAwRQIgV9q9aCIOpWxMyWGs
        6Yuqbt0Ng+QF2LKDIat9ZQbvvdoCIQCazfTE4F+jD2J9sd0URi1tOdI2aUXtX4Ri
        ocbooEQnnA==
        -----END CERTIFICATE-----
        """

    /// The key of all three.
    static let key = """
        -----BEGIN EC PRIVATE KEY-----
        MHcCAQEEIAUdMFP1Gy526f3nhup69IRxB+SJXVSFW6ml6wo6/Ru+oAoGCCqGSM49
        AwEHoUQDQgAEa6wkNuWxZ6MnjKDnC/pjzrPWY9QlIZJzcGBb3ZZXWp1odFg2X7CO
        zp0GWQtFjDq9oxgg2sdlr0PctbAIvspuJQ==
        -----END EC PRIVATE KEY-----
        """

    /// Of none of them.
    static let otherKey = """
        -----BEGIN EC PRIVATE KEY-----
        MHcCAQEEIPTPVjZqxinZ3dzR9SnGPoC3vxWhibbESZoPwdQf5MX8oAoGCCqGSM49
        AwEHoUQDQgAEisPEpwwPxh2mOUe+9qgHaSLF4fMaFEBdvjxjP5dRHTiEhJfvBJGa
        DxhcQR4+oCsKJSM9YAn18b2YvcI+eEWQ2Q==
        -----END EC PRIVATE KEY-----
        """

    /// The same key, encrypted with `open-sesame`.
    static let lockedKey = """
        -----BEGIN ENCRYPTED PRIVATE KEY-----
        MIHsMFcGCSqGSIb3DQEFDTBKMCkGCSqGSIb3DQEFDDAcBAi9XebslS7RDQICCAAw
        DAYIKoZIhvcNAgkFADAdBglghkgBZQMEAQIEEIw6bwK4rGG/huB9ciZqnaUEgZCt
        mWdWCSJaAaWgUE4OUIrOlNZrC2UkqWaxF2EZOjPgTwdStDXTM0HzWb3vak7FdjS0
        BmYcUTntrVVMT1de/ATcqQBKBVXvx9O1bmxc3ntW5nvUdxuxnQtqvF1iT47+QMcZ
        wRwgAUxgsj6dG9s15ShSE6hZizXap6p2TvRscdohIeN6XqUAz1IXtbiTR3E/QN8=
        -----END ENCRYPTED PRIVATE KEY-----
        """
}
