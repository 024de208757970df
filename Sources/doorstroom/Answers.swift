import ArgumentParser
import Daemon
import Foundation
import Store
import Workforce

/// `doorstroom answers`
struct Answers: AsyncParsableCommand {
    static let configuration = CommandConfiguration(
        commandName: "answers",
        abstract: "What partners answered through their API: to events, to offers, of their own.",
        subcommands: [List.self, Reservations.self, Vacancies.self], defaultSubcommand: List.self)

    /// `doorstroom answers list`
    struct List: AsyncParsableCommand {
        static let configuration = CommandConfiguration(
            commandName: "list", abstract: "Every answer, newest first.",
            discussion: """
                Examples:
                  doorstroom answers list --partner werkcentrum-twente
                  doorstroom answers list --answer accepted --answer declined --days 7
                """)

        @OptionGroup var common: CommonOptions
        @OptionGroup var listing: ListingOptions
        @Option(help: "Only this partner's.") var partner: String?
        @Option(help: "Only answers of this kind; may be repeated.") var answer: [PartnerAnswer.Kind] = []
        @Option(help: "Only those of the last days.") var days: Int?
        @Option(help: "At most so many.") var limit = 100_000

        func run() async throws {
            let database = try Session(common).openForReading()
            var filter = PartnerAnswerFilter()
            filter.partner = partner
            filter.kinds = answer.isEmpty ? nil : Set(answer)
            filter.since = days.map { Date(timeIntervalSinceNow: -86_400 * Double($0)) }
            filter.limit = max(0, limit)
            let writer = ListingWriter(
                format: listing.chosen, columns: ["time", "partner", "answer", "subject", "detail"])
            for row in try PartnerDesk(database).answers(filter) {
                try writer.row([
                    .text(row.time.formatted(.iso8601)), .text(row.partner), .text(row.kind.rawValue),
                    .text(row.subject), .optional(row.detail),
                ])
            }
            try writer.finish(empty: "Nothing was answered.")
        }
    }

    /// `doorstroom answers reservations`
    struct Reservations: AsyncParsableCommand {
        static let configuration = CommandConfiguration(
            commandName: "reservations", abstract: "Places of internship offers that partners accepted, newest first.",
            discussion: "They are counted off what other partners are offered, for as long as the offer is listed.")

        @OptionGroup var common: CommonOptions
        @OptionGroup var listing: ListingOptions

        func run() async throws {
            let session = try Session(common)
            let codes = try OutreachListings(session).internships
            let writer = ListingWriter(
                format: listing.chosen,
                columns: [
                    "reservation", "partner", "internship", "offer", "places", "state", "reserved", "starts",
                    "reference",
                ])
            for row in try PartnerDesk(session.openForReading()).reservations() {
                try writer.row([
                    .text(row.id), .text(row.partner), .optional(codes[row.subject]), .text(row.subject),
                    .integer(row.places), .text(row.state.rawValue), .text(row.reserved.formatted(.iso8601)),
                    .optional(row.starts?.description), .optional(row.reference),
                ])
            }
            try writer.finish(empty: "No places are reserved.")
        }
    }

    /// `doorstroom answers vacancies`
    struct Vacancies: AsyncParsableCommand {
        static let configuration = CommandConfiguration(
            commandName: "vacancies", abstract: "Vacancies and places to learn that partners offer now.",
            discussion: "With --format json each also has its `document`, in the field names of the VUM profile.")

        @OptionGroup var common: CommonOptions
        @OptionGroup var listing: ListingOptions

        func run() async throws {
            let vacancies = try PartnerDesk(Session(common).openForReading()).openVacancies()
            let columns = ["partner", "vacancy", "title", "kind", "places", "closes", "offered", "changed"]
            let writer = ListingWriter(
                format: listing.chosen, columns: columns + (listing.chosen == .table ? [] : ["document"]))
            for vacancy in vacancies {
                let summary = try VacancySummary(vacancy)
                let row: [ListingValue] = [
                    .text(vacancy.partner), .text(vacancy.id), .text(summary.title), .text(summary.kind),
                    .integer(summary.places), .optional(summary.closes), .text(vacancy.offered.formatted(.iso8601)),
                    .text(vacancy.changed.formatted(.iso8601)),
                ]
                try writer.row(row + (listing.chosen == .table ? [] : [.text(vacancy.document)]))
            }
            try writer.finish(empty: "Partners offer no vacancies.")
        }
    }
}

extension PartnerAnswer.Kind: ExpressibleByArgument {}

/// What a listing shows of a vacancy.
struct VacancySummary {
    let title: String
    /// In the words of the profile's codes.
    let kind: String
    let places: Int
    let closes: String?

    private struct Document: Decodable {
        struct Contract: Decodable { var codeTypeOvereenkomst: String? }

        var naamVacature: String
        var aantalPlaatsen: Int?
        var sluitingsDatumVacature: String?
        var contractvorm: [Contract]?
    }

    init(_ vacancy: PartnerVacancy) throws {
        let document = try JSONDecoder().decode(Document.self, from: Data(vacancy.document.utf8))
        title = document.naamVacature
        places = document.aantalPlaatsen ?? 1
        closes = document.sluitingsDatumVacature
        let kinds = ["01": "regular", "02": "learning-place", "03": "volunteering", "04": "work-experience-place"]
        kind = document.contractvorm?.compactMap { $0.codeTypeOvereenkomst.flatMap { kinds[$0] } }.first ?? "regular"
    }
}
