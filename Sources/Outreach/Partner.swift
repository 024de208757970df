package import Workforce

/// A regional partner as the configuration names it (delivery rules; interface: `partners`).
package struct Partner: Equatable, Sendable, Codable {
    package enum Kind: String, Sendable, Codable, CaseIterable {
        case mobilityCentre = "mobility-centre"
        case uwv, municipality, school, employer, intermediary
        case sectorFund = "sector-fund"
    }

    /// Families of the event catalogue.
    package enum Family: String, Sendable, Codable, CaseIterable {
        case redundancies, internships, talent, candidates, practices, crises

        /// Whether this version sends any event of the family; the others are names for later.
        package var hasEvents: Bool { EventType.allCases.contains { $0.rawValue.hasPrefix("\(rawValue).") } }
    }

    package enum Release: String, Sendable, Codable, CaseIterable { case automatic, review }

    package struct Endpoint: Equatable, Sendable, Codable {
        package var url: String
        /// The `whsec_…` signing secret, resolved from its reference; never printed. Nil when only `signingKey` signs.
        package var secret: String?
        /// The `whsk_…` private key of `v1a` signatures, resolved from its reference; never printed.
        package var signingKey: String?
        /// The files that the two were read from; nil for one from the environment or from the service manager, which
        /// nobody can write to.
        package var secretFile: String?
        package var signingKeyFile: String?
        /// Total deadline of an attempt: connect, TLS, headers and body.
        package var timeoutSeconds = 20
        package var ratePerSecond = 10.0
        package var concurrency = 4
        /// CIDR blocks that the address guard lets through.
        package var allowAddresses: [String] = []
        package var allowPlaintext = false
        /// Ports beside 443 (and the URL's own on loopback) that may be dialled.
        package var allowPorts: [Int] = []
        package var authentication: Authentication?
        package var clientCertificate: ClientCertificate?
        /// Certificates (PEM) that the endpoint is believed by, instead of the system's.
        package var authorities: [UInt8]?
        /// Set when the endpoint is to be asked first.
        package var handshake: HandshakeTerms?
        /// Nil for a direct connection.
        package var proxy: ProxySettings?
        /// Why nothing can be sent: files of secrets and certificates that cannot be used. What they would hold is absent.
        package var troubles: [Problem] = []

        package init(url: String, secret: String? = nil, signingKey: String? = nil) {
            self.url = url
            self.secret = secret
            self.signingKey = signingKey
        }

        /// The configured secret or private key of a kind; nil when events are not signed that way.
        package func secret(_ kind: SignatureKind) -> String? {
            switch kind {
            case .v1: secret
            case .v1a: signingKey
            }
        }

        /// The file that the secret of a kind was read from.
        package func secretFile(_ kind: SignatureKind) -> String? {
            switch kind {
            case .v1: secretFile
            case .v1a: signingKeyFile
            }
        }

        /// How events are signed, in the order of the signatures.
        package var signatureKinds: [SignatureKind] { SignatureKind.allCases.filter { secret($0) != nil } }
    }

    /// The most that an agreement lets a partner have, each including those before it.
    package enum Disclosure: String, Sendable, Codable, CaseIterable, Comparable {
        /// Counts of ten people and more, offers, crises.
        case aggregate
        /// Introductions of persons who agreed, without saying who they are.
        case pseudonymous
        /// Also who they are, where they agreed to that.
        case personal

        package static func < (left: Disclosure, right: Disclosure) -> Bool {
            let order = allCases
            return (order.firstIndex(of: left) ?? 0) < (order.firstIndex(of: right) ?? 0)
        }
    }

    package struct Agreement: Equatable, Sendable, Codable {
        package var reference = ""
        /// Last day on which anything may be attempted.
        package var validUntil: CalendarDate?
        package var disclosure = Disclosure.aggregate
        package var release = Release.automatic
        /// Whether free text (titles, descriptions of internships) may go out.
        package var freeText = false
        package init() {}
    }

    package var id: String
    package var name: String
    package var kind: Kind
    /// Labour-market regions, or `*`.
    package var regions: [String]
    package var events: [Family]
    package var endpoint: Endpoint
    package var agreement: Agreement
    package var api = APIAccess()

    package init(
        id: String, name: String, kind: Kind, regions: [String], events: [Family], endpoint: Endpoint,
        agreement: Agreement = Agreement()
    ) {
        self.id = id
        self.name = name
        self.kind = kind
        self.regions = regions
        self.events = events
        self.endpoint = endpoint
        self.agreement = agreement
    }

    /// Whether the partner is to hear of this region.
    package func serves(region: String) -> Bool { regions.contains("*") || regions.contains(region) }
}

/// The small-cell settings (configuration key `disclosure`, domain rules §10).
package struct DisclosurePolicy: Equatable, Sendable, Codable {
    /// When people are counted for what is told of cells.
    package enum CellChanges: String, Sendable, Codable, CaseIterable {
        /// With a snapshot at least four weeks younger than the one counted last.
        case fourWeekly = "four-weekly"
        /// With every scan: what one known person's move does to a cell is then seen on its day.
        case everyScan = "every-scan"
    }

    /// Fewest people in a published cell; under 10 is a configuration error.
    package var outwardMinimum = 10
    /// Fewest people behind a figure of a group that is shown inside: the scores of groups, units, establishments and the
    /// organisation.
    package var inwardMinimum = 5
    package var roundTo = 5
    /// How far the true count must move before a cell is published again.
    package var republishChange = 5
    package var cellChanges = CellChanges.fourWeekly
    package init() {}
}
