package import Workforce
package import struct Foundation.Date

/// A person's agreement to be introduced, as it was recorded: when it was given, to which text, through which channel
/// (domain rules §10, last point).
///
/// A record is never changed but for its end: a new text or another partner is a new record. Stored one per consent,
/// keyed by `id`, with the person beside it.
package struct Consent: Equatable, Sendable, Codable {
    /// What the person agrees that a partner gets.
    package enum Stage: String, Sendable, Codable {
        /// The pseudonymous profile of the matching stage.
        case profile
        /// Contact data and a presentation, to one partner, after it asked.
        case details
    }

    package enum Source: String, Sendable, Codable {
        /// Recorded here by a person.
        case recorded
        /// The date in the HR system's export, with text and channel from the configuration.
        case snapshot
    }

    /// How it ended.
    package struct End: Equatable, Sendable, Codable {
        package var on: CalendarDate
        package var by: String
        package var at: Date

        package init(on: CalendarDate, by: String, at: Date) {
            self.on = on
            self.by = by
            self.at = at
        }
    }

    package var id: String
    /// The store's integer key.
    package var person: Int64
    package var stage: Stage
    package var givenOn: CalendarDate
    /// The version of the text that the person agreed to; the employer keeps the text itself.
    package var textVersion: String
    /// How it was given, such as `letter` or `conversation`.
    package var channel: String
    /// Ids of the partners that it is for; nil for any.
    package var partners: [String]?
    package var source: Source
    /// The system or console user who recorded it.
    package var recordedBy: String
    package var recordedAt: Date
    package var withdrawn: End?

    package init(
        id: String, person: Int64, stage: Stage, givenOn: CalendarDate, textVersion: String, channel: String,
        partners: [String]? = nil, source: Source = .recorded, recordedBy: String, recordedAt: Date
    ) {
        self.id = id
        self.person = person
        self.stage = stage
        self.givenOn = givenOn
        self.textVersion = textVersion
        self.channel = channel
        self.partners = partners
        self.source = source
        self.recordedBy = recordedBy
        self.recordedAt = recordedAt
    }

    package var isActive: Bool { withdrawn == nil }

    /// Whether it allows an introduction to a partner today: neither withdrawn nor given to a text that does not count any
    /// more.
    package func allows(_ partner: String, stage: Stage, texts: [String], today: CalendarDate) -> Bool {
        isActive && self.stage == stage && givenOn <= today && texts.contains(textVersion)
            && (partners.map { $0.contains(partner) } ?? true)
    }

    /// Whether a text version or a channel is a code: letters, digits, `.`, `-` and `_`, at most 40.
    package static func isCode(_ text: String) -> Bool {
        (1...40).contains(text.utf8.count)
            && text.utf8.allSatisfy { byte in
                (0x30...0x39).contains(byte) || (0x41...0x5A).contains(byte) || (0x61...0x7A).contains(byte)
                    || byte == 0x2D || byte == 0x2E || byte == 0x5F
            }
    }
}
